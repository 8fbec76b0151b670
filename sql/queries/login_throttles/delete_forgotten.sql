DELETE FROM login_throttles
WHERE username = :username AND first_failure_at < :before AND (blocked_until IS NULL OR blocked_until < :before)
