SELECT sessions.id
FROM sessions
WHERE sessions.user_id = :user_id AND sessions.id <> :kept_id AND sessions.closed_at IS NULL
ORDER BY sessions.id
FOR UPDATE
