-- Others may rely on the account too, and its owner may sign in.
WHERE users.id = :id
LOCK IN SHARE MODE
