SELECT id, role_id FROM users
