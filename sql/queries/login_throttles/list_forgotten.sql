SELECT username
FROM login_throttles
WHERE first_failure_at < :before AND (blocked_until IS NULL OR blocked_until < :before)
LIMIT 100
