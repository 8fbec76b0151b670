UPDATE sessions SET closed_at = :closed_at, close_reason = :close_reason
WHERE user_id = :user_id AND id <> :kept_id AND closed_at IS NULL
