-- As many as somebody who signs in can wait for: each is removed by itself, so that no other counter is locked.
SELECT username
FROM login_throttles
WHERE first_failure_at < :before AND (blocked_until IS NULL OR blocked_until < :before)
LIMIT 20
