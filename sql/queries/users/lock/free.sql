-- Nobody is waited for: an account that somebody relies on is not found.
SELECT users.id FROM users WHERE users.id = :id FOR UPDATE SKIP LOCKED
