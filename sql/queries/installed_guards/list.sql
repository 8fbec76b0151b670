-- What the owner shows, and what the current account may do: on a table or a column, on more, or by a role.
SELECT 'guards' AS kind, installed_guards() AS found
UNION ALL
SELECT 'grant', CONCAT(privilege_type, ' ON ', table_name)
FROM information_schema.table_privileges
WHERE table_schema = DATABASE() AND REPLACE(grantee, '''', '') = REPLACE(CURRENT_USER(), '''', '')
UNION ALL
SELECT 'grant', CONCAT(privilege_type, ' (', column_name, ') ON ', table_name)
FROM information_schema.column_privileges
WHERE table_schema = DATABASE() AND REPLACE(grantee, '''', '') = REPLACE(CURRENT_USER(), '''', '')
UNION ALL
SELECT 'wide', privilege_type
FROM information_schema.user_privileges
WHERE REPLACE(grantee, '''', '') = REPLACE(CURRENT_USER(), '''', '')
UNION ALL
SELECT 'wide', privilege_type
FROM information_schema.schema_privileges
WHERE DATABASE() LIKE table_schema AND REPLACE(grantee, '''', '') = REPLACE(CURRENT_USER(), '''', '')
UNION ALL
SELECT 'role', role_name
FROM information_schema.applicable_roles
