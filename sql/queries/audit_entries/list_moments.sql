SELECT id, chain_id, sequence, recorded_at FROM audit_entries WHERE id > :after_id ORDER BY id LIMIT :count
