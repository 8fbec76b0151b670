INSERT INTO login_throttles (username, failures, first_failure_at, blocks, blocked_until)
VALUES (:username, 0, :now, 0, NULL)
ON DUPLICATE KEY UPDATE username = VALUES(username)
