SELECT
    roles.name AS role_name, permissions.name AS permission_name, role_permissions.scope
FROM role_permissions
JOIN roles ON roles.id = role_permissions.role_id
JOIN permissions ON permissions.id = role_permissions.permission_id
ORDER BY roles.id, permissions.id
