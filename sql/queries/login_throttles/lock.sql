SELECT failures, first_failure_at, blocks, blocked_until FROM login_throttles WHERE username = :username FOR UPDATE
