-- What the current account may do beyond its needs; nothing when it is as it should be (S10).
SELECT 'serveur' AS place, privilege_type
FROM information_schema.user_privileges
WHERE privilege_type <> 'USAGE'
    AND REPLACE(grantee, '''', '') = CURRENT_USER()
UNION ALL
SELECT table_schema AS place, privilege_type
FROM information_schema.schema_privileges
WHERE privilege_type <> 'USAGE'
    AND REPLACE(grantee, '''', '') = CURRENT_USER()
UNION ALL
SELECT table_name AS place, privilege_type
FROM information_schema.table_privileges
WHERE table_schema = DATABASE()
    AND REPLACE(grantee, '''', '') = CURRENT_USER()
    AND NOT (
        privilege_type = 'SELECT'
        OR (privilege_type = 'INSERT'
            AND table_name NOT IN ('roles', 'permissions', 'role_permissions', 'schema_migrations'))
        OR (privilege_type = 'DELETE' AND table_name IN ('users', 'customers', 'contracts', 'login_throttles'))
        OR (privilege_type = 'UPDATE' AND table_name = 'login_throttles')
    )
