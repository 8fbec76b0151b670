-- What the current account may do beyond its needs; nothing when it is as it should be (S10). The needs are those of
-- program_grants.sql. Quotes are removed on both sides: information_schema writes 'name'@'host', the server name@host.
SELECT NULL AS database_name, NULL AS table_name, NULL AS column_name, privilege_type, is_grantable
FROM information_schema.user_privileges
WHERE REPLACE(grantee, '''', '') = REPLACE(CURRENT_USER(), '''', '')
    AND NOT (privilege_type = 'USAGE' AND is_grantable = 'NO')
UNION ALL
SELECT NULL, NULL, NULL, CONCAT('ROLE ', role_name), 'NO'
FROM information_schema.applicable_roles
UNION ALL
SELECT table_schema, NULL, NULL, privilege_type, is_grantable
FROM information_schema.schema_privileges
WHERE REPLACE(grantee, '''', '') = REPLACE(CURRENT_USER(), '''', '')
    AND NOT (privilege_type = 'USAGE' AND is_grantable = 'NO')
UNION ALL
SELECT table_schema, table_name, NULL, privilege_type, is_grantable
FROM information_schema.table_privileges
WHERE REPLACE(grantee, '''', '') = REPLACE(CURRENT_USER(), '''', '')
    AND NOT (table_schema = DATABASE() AND is_grantable = 'NO' AND (
        (privilege_type = 'SELECT' AND table_name IN (
            'roles', 'permissions', 'role_permissions', 'schema_migrations', 'users', 'customers', 'contracts',
            'payments', 'events', 'turns', 'sessions', 'login_throttles', 'runs', 'run_lines',
            'audit_entries'
        ))
        OR (privilege_type = 'INSERT' AND table_name IN (
            'users', 'customers', 'contracts', 'payments', 'events', 'turns', 'sessions',
            'login_throttles', 'runs', 'run_lines', 'audit_entries'
        ))
        OR (privilege_type = 'DELETE' AND table_name IN ('users', 'customers', 'contracts', 'login_throttles'))
        OR (privilege_type = 'UPDATE' AND table_name IN ('turns', 'login_throttles'))
    ))
UNION ALL
SELECT table_schema, table_name, column_name, privilege_type, is_grantable
FROM information_schema.column_privileges
WHERE REPLACE(grantee, '''', '') = REPLACE(CURRENT_USER(), '''', '')
    AND NOT (table_schema = DATABASE() AND is_grantable = 'NO' AND privilege_type = 'UPDATE' AND (
        (table_name = 'users' AND column_name IN (
            'role_id', 'first_name', 'last_name', 'email', 'phone_number', 'password_hash', 'password_expires_at',
            'must_change_password', 'is_active', 'last_login_at', 'version', 'updated_at'
        ))
        OR (table_name = 'customers' AND column_name IN (
            'sales_user_id', 'first_name', 'last_name', 'email', 'phone_number', 'company_name', 'version',
            'updated_at'
        ))
        OR (table_name = 'contracts' AND column_name IN (
            'customer_id', 'management_user_id', 'total_amount', 'balance_due', 'signed_at', 'signed_by_user_id',
            'version', 'updated_at'
        ))
        OR (table_name = 'events' AND column_name IN (
            'support_user_id', 'name', 'start_at', 'end_at', 'location', 'attendees', 'note', 'cancelled_at',
            'cancellation_reason', 'version', 'updated_at'
        ))
        OR (table_name = 'sessions' AND column_name IN ('last_seen_at', 'closed_at', 'close_reason'))
        OR (table_name = 'runs' AND column_name IN ('is_unfinished', 'beginning'))
    ))
