SELECT COUNT(*) AS accounts FROM roles JOIN users ON users.role_id = roles.id WHERE roles.id = :id AND users.is_active
