UPDATE login_throttles
SET failures = :failures, first_failure_at = :first_failure_at, blocks = :blocks, blocked_until = :blocked_until
WHERE username = :username
