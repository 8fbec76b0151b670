    AND (:after_id IS NULL OR sessions.expires_at < :after_time OR (sessions.expires_at = :after_time AND sessions.id < :after_id))
ORDER BY sessions.expires_at DESC, sessions.id DESC
LIMIT :count
