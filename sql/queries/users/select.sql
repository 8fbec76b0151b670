SELECT
    users.id AS user_id, users.employee_number, users.username, users.first_name, users.last_name, users.email,
    users.phone_number, users.is_active, users.must_change_password, users.password_expires_at, users.last_login_at,
    users.version, users.created_at, users.updated_at, roles.id AS role_id, roles.name AS role_name,
    login_throttles.blocked_until
FROM users
STRAIGHT_JOIN roles ON roles.id = users.role_id
LEFT JOIN login_throttles ON login_throttles.username = users.username COLLATE utf8mb4_bin
