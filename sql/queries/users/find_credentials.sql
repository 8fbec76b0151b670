-- The collation of the column would take other spellings for the account, and the brake on guesses counts exact names.
SELECT
    users.id AS user_id, users.username, users.first_name, users.last_name, users.email,
    roles.id AS role_id, roles.name AS role_name,
    users.password_hash, users.password_expires_at, users.must_change_password, users.is_active
FROM users JOIN roles ON roles.id = users.role_id
WHERE users.username = :username AND users.username COLLATE utf8mb4_bin = :username
