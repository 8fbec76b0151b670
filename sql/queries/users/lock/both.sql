-- One statement, along the primary key: whoever locks two accounts takes them in the order of their numbers, so that
-- two people who do so wait for one another and never block each other.
    FORCE INDEX (PRIMARY)
WHERE users.id IN (:id, :other_id)
ORDER BY users.id
FOR UPDATE
