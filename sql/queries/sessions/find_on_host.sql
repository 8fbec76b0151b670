-- Byte by byte: the collation of the column would take other spellings for the machine, each with counters of its own.
SELECT sessions.id
FROM users
JOIN sessions ON sessions.user_id = users.id
WHERE users.username = :username AND CAST(sessions.host AS BINARY) = CAST(:host AS BINARY)
LIMIT 1
