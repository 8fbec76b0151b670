-- Whether nobody holds the account now; it is held from then on.
SELECT users.id FROM users WHERE users.id = :id FOR UPDATE SKIP LOCKED
