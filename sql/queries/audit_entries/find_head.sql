SELECT sequence, hash FROM audit_entries WHERE chain_id = :chain_id ORDER BY sequence DESC LIMIT 1
