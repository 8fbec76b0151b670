-- Exactly what the program's account may do in its database (S10): reading, adding rows, changing named columns, and
-- seeing what guards it. Payments and audit entries can be added and read, never changed or deleted. Executed with the
-- database selected; 'program'@'%' stands for the account.

GRANT EXECUTE ON FUNCTION installed_guards TO 'program'@'%';
GRANT SELECT ON roles TO 'program'@'%';
GRANT SELECT ON permissions TO 'program'@'%';
GRANT SELECT ON role_permissions TO 'program'@'%';
GRANT SELECT ON schema_migrations TO 'program'@'%';
GRANT SELECT, INSERT, DELETE ON users TO 'program'@'%';
GRANT UPDATE (
    role_id, first_name, last_name, email, phone_number, password_hash, password_expires_at, must_change_password,
    is_active, last_login_at, version, updated_at
) ON users TO 'program'@'%';
GRANT SELECT, INSERT, DELETE ON customers TO 'program'@'%';
GRANT UPDATE (
    sales_user_id, first_name, last_name, email, phone_number, company_name, version, updated_at
) ON customers TO 'program'@'%';
GRANT SELECT, INSERT, DELETE ON contracts TO 'program'@'%';
GRANT UPDATE (
    customer_id, management_user_id, total_amount, balance_due, signed_at, signed_by_user_id, version, updated_at
) ON contracts TO 'program'@'%';
GRANT SELECT, INSERT ON payments TO 'program'@'%';
GRANT SELECT, INSERT ON events TO 'program'@'%';
GRANT UPDATE (
    support_user_id, name, start_at, end_at, location, attendees, note, cancelled_at, cancellation_reason, version,
    updated_at
) ON events TO 'program'@'%';
GRANT SELECT, INSERT, UPDATE ON turns TO 'program'@'%';
GRANT SELECT, INSERT ON sessions TO 'program'@'%';
GRANT UPDATE (last_seen_at, closed_at, close_reason) ON sessions TO 'program'@'%';
GRANT SELECT, INSERT, UPDATE, DELETE ON login_throttles TO 'program'@'%';
GRANT SELECT, INSERT ON runs TO 'program'@'%';
GRANT UPDATE (is_unfinished, beginning) ON runs TO 'program'@'%';
GRANT SELECT, INSERT ON run_lines TO 'program'@'%';
GRANT SELECT, INSERT ON audit_entries TO 'program'@'%';
