-- The first account of a database has its role by what it is.
SELECT object_id, recorded_at, command, changes FROM audit_entries
WHERE object_type = 'user' AND outcome = 'done' AND object_id IS NOT NULL
    AND (command = :first_account_command OR changes LIKE :role_pattern)
ORDER BY recorded_at, id
