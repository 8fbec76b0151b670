-- One statement for everybody concerned, along the primary key: whoever locks several accounts takes them in the order
-- of their numbers, so that two people who do so wait for one another and never block each other.
    FORCE INDEX (PRIMARY)
WHERE users.id IN (:id, :other_id)
    OR (users.is_active = TRUE AND users.role_id = (SELECT roles.id FROM roles WHERE roles.name = :role_name))
ORDER BY users.id
FOR UPDATE
