SELECT id FROM roles WHERE name = :name
