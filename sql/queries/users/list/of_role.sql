-- Along the primary key: whoever relies on several accounts takes them in the order of their numbers.
    FORCE INDEX (PRIMARY)
WHERE users.is_active = TRUE AND users.role_id = (SELECT roles.id FROM roles WHERE roles.name = :role_name)
ORDER BY users.id
