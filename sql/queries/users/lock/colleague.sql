WHERE users.id = :id
FOR UPDATE
