UPDATE sessions SET closed_at = :closed_at, close_reason = :close_reason WHERE id = :id AND closed_at IS NULL
