-- What guards the selected database, as its owner sees it: the triggers, and the procedure that shows them to the
-- program. The account in whose name each acts, where that is not the current one.
SELECT
    CONCAT(
        trigger_name, ' ', action_timing, ' ', event_manipulation, ' ON ', event_object_table, ' FOR EACH ROW ',
        action_statement
    ) AS definition,
    NULLIF(definer, CURRENT_USER()) AS foreign_definer
FROM information_schema.triggers
WHERE event_object_schema = DATABASE()
UNION ALL
SELECT
    CONCAT(
        routine_name, '() ', sql_data_access, ' SQL SECURITY ', security_type, ' ', COALESCE(routine_definition, '')
    ),
    NULLIF(definer, CURRENT_USER())
FROM information_schema.routines
WHERE routine_schema = DATABASE() AND routine_type = 'PROCEDURE'
