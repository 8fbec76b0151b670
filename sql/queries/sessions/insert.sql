INSERT INTO sessions (token_id, user_id, opened_at, last_seen_at, expires_at, host)
VALUES (:token_id, :user_id, :opened_at, :opened_at, :expires_at, :host)
