UPDATE leases SET expires_at = UTC_TIMESTAMP(6) + INTERVAL 15 SECOND WHERE name = :name AND holder = :holder
