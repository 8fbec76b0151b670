-- The function that shows what guards the selected database, as its owner sees it, and the account in whose name it
-- acts, where that is not the current one.
SELECT
    CONCAT(
        routine_name, '() RETURNS ', UPPER(data_type), ' CHARSET ', COALESCE(character_set_name, ''), ' ',
        sql_data_access, ' SQL SECURITY ', security_type, ' ', COALESCE(routine_definition, '')
    ) AS definition,
    NULLIF(definer, CURRENT_USER()) AS foreign_definer
FROM information_schema.routines
WHERE routine_schema = DATABASE() AND routine_type = 'FUNCTION'
