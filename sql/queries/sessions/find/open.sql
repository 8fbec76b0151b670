WHERE sessions.id = :id AND sessions.closed_at IS NULL AND sessions.expires_at > :now
