WHERE users.username = :username
