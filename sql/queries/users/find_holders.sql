SELECT
    users.id, users.short_number, users.first_name, users.last_name,
    users.username = :username AS same_username, users.email = :email AS same_email,
    users.phone_number = :phone_number AS same_phone_number
FROM users
WHERE users.id <> :except_id
    AND (users.username = :username OR users.email = :email OR users.phone_number = :phone_number)
ORDER BY users.id
