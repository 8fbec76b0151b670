DELETE FROM leases WHERE name = :name AND expires_at < UTC_TIMESTAMP(6)
