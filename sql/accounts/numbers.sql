-- Of each table that gives numbers, the last one that a row has, or had as the journal knows. A row's number is never
-- below the one people read. Nothing is locked.
SELECT
    'employee_numbers' AS table_name,
    GREATEST(
        COALESCE((SELECT MAX(id) FROM users), 0),
        COALESCE((SELECT MAX(object_id) FROM audit_entries WHERE object_type = 'user'), 0)
    ) AS last_number
UNION ALL SELECT
    'contract_numbers',
    GREATEST(
        COALESCE((SELECT MAX(id) FROM contracts), 0),
        COALESCE((SELECT MAX(object_id) FROM audit_entries WHERE object_type = 'contract'), 0)
    )
UNION ALL SELECT
    'event_numbers',
    GREATEST(
        COALESCE((SELECT MAX(id) FROM events), 0),
        COALESCE((SELECT MAX(object_id) FROM audit_entries WHERE object_type = 'event'), 0)
    )
