SELECT
    sessions.id, sessions.opened_at, sessions.last_seen_at, sessions.expires_at, sessions.host,
    users.id AS user_id, users.username, users.first_name, users.last_name, users.is_active, roles.name AS role_name
FROM sessions
STRAIGHT_JOIN users ON users.id = sessions.user_id
STRAIGHT_JOIN roles ON roles.id = users.role_id
