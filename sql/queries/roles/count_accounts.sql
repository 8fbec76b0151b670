SELECT COUNT(*) AS count FROM roles JOIN users ON users.role_id = roles.id WHERE roles.id = :id AND users.is_active
