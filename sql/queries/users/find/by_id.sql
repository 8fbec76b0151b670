WHERE users.id = :id
