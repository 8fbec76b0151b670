SELECT users.id FROM users JOIN roles ON roles.id = users.role_id WHERE roles.name = :name LIMIT 1
