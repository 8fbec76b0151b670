SELECT
    users.id AS user_id, users.username, users.first_name, users.last_name, users.is_active, roles.name AS role_name
FROM users JOIN roles ON roles.id = users.role_id
WHERE users.username = :username
