-- The role is looked up apart from the lock: MySQL lets nobody lock rows of a table that they may only read.
SELECT
    users.id AS user_id, users.username, users.first_name, users.last_name, users.is_active,
    (SELECT roles.name FROM roles WHERE roles.id = users.role_id) AS role_name
FROM users
