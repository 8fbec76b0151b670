-- Those of its name and of the machines it is known on, whose counters begin with the name and an @, which no name
-- holds.
SELECT username
FROM login_throttles
WHERE username = :username OR (username > CONCAT(:username, '@') AND username < CONCAT(:username, 'A'))
ORDER BY username
