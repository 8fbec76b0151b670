WHERE sessions.closed_at IS NULL
    AND sessions.expires_at > :now
    AND (:user_id IS NULL OR sessions.user_id = :user_id)
