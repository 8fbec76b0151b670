-- What the program relies on in this database, shown to its account, which may not see it itself: the triggers, the
-- checks, the keys, and the checks that are switched off, which only MySQL can do. It takes the place of the procedure
-- that showed the triggers: a function has its place in a statement that shows more.

DROP PROCEDURE IF EXISTS installed_triggers;
DROP FUNCTION IF EXISTS installed_guards;
CREATE FUNCTION installed_guards() RETURNS LONGTEXT CHARSET utf8mb4 READS SQL DATA SQL SECURITY DEFINER RETURN (
    SELECT JSON_ARRAYAGG(JSON_ARRAY(definition, foreign_definer)) FROM (
        SELECT
            CONCAT(
                'TRIGGER ', trigger_name, ' ', action_timing, ' ', event_manipulation, ' ON ', event_object_table,
                ' FOR EACH ROW ', action_statement
            ) AS definition,
            NULLIF(definer, CURRENT_USER()) AS foreign_definer
        FROM information_schema.triggers
        WHERE event_object_schema = DATABASE()
        UNION ALL
        SELECT CONCAT('CHECK ', owners.table_name, ' ', checks.constraint_name, ' ', checks.check_clause), NULL
        FROM information_schema.table_constraints AS owners
        JOIN information_schema.check_constraints AS checks ON checks.constraint_name = owners.constraint_name
        WHERE owners.table_schema = DATABASE() AND owners.constraint_type = 'CHECK'
            AND checks.constraint_schema = DATABASE()
        UNION ALL
        SELECT
            CONCAT(
                IF(MAX(non_unique) = 0, 'KEY ', 'INDEX '), table_name, ' ', index_name, ' (',
                GROUP_CONCAT(
                    column_name, COALESCE(CONCAT('(', sub_part, ')'), '') ORDER BY seq_in_index SEPARATOR ', '
                ),
                ')'
            ),
            NULL
        FROM information_schema.statistics
        WHERE table_schema = DATABASE()
        GROUP BY table_name, index_name
        UNION ALL
        SELECT
            CONCAT(
                'REFERENCE ', used.table_name, ' ', used.constraint_name, ' (',
                GROUP_CONCAT(used.column_name ORDER BY used.ordinal_position SEPARATOR ', '), ') REFERENCES ',
                MAX(used.referenced_table_name), ' (',
                GROUP_CONCAT(used.referenced_column_name ORDER BY used.ordinal_position SEPARATOR ', '), ')',
                IF(
                    MAX(rules.update_rule) IN ('RESTRICT', 'NO ACTION')
                    AND MAX(rules.delete_rule) IN ('RESTRICT', 'NO ACTION'),
                    '', ' FOLLOWED'
                )
            ),
            NULL
        FROM information_schema.key_column_usage AS used
        JOIN information_schema.referential_constraints AS rules
            ON rules.table_name = used.table_name AND rules.constraint_name = used.constraint_name
        WHERE used.table_schema = DATABASE() AND rules.constraint_schema = DATABASE()
        GROUP BY used.table_name, used.constraint_name
        UNION ALL
        SELECT
            (
                SELECT CONCAT('IDLE ', GROUP_CONCAT(table_name, ' ', constraint_name SEPARATOR ', '))
                FROM information_schema.table_constraints
                WHERE table_schema = DATABASE() AND constraint_type = 'CHECK' AND enforced = 'NO'
            ),
            NULL
        FROM (SELECT 'YES' AS enforced) AS where_a_check_is_always_enforced
    ) AS guards
);
