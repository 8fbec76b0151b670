SELECT
    sessions.closed_at IS NOT NULL AS is_closed,
    users.id AS user_id, users.username, users.first_name, users.last_name, users.is_active,
    users.must_change_password,
    roles.id AS role_id, roles.name AS role_name,
    permissions.name AS permission_name, role_permissions.scope
FROM sessions
JOIN users ON users.id = sessions.user_id
JOIN roles ON roles.id = users.role_id
LEFT JOIN role_permissions ON role_permissions.role_id = roles.id
LEFT JOIN permissions ON permissions.id = role_permissions.permission_id
WHERE sessions.token_id = :token_id
