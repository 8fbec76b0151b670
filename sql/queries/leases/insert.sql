INSERT INTO leases (name, holder, expires_at) VALUES (:name, :holder, UTC_TIMESTAMP(6) + INTERVAL 15 SECOND)
