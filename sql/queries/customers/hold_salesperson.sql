-- Whoever acts stays what they were until the transaction ends. Accounts are locked first: each search looks at the
-- account too, or the server would search before it has the lock, and not find what the same person has just added in
-- another window.
LOCK IN SHARE MODE
