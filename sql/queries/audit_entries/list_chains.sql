SELECT
    chain_id, sequence, id, session_id, operation_id, recorded_at, actor_user_id, actor_username, command, outcome,
    object_type, object_id, changes, reason, previous_hash, hash
FROM audit_entries
WHERE chain_id > :after_chain_id OR (chain_id = :after_chain_id AND sequence > :after_sequence)
ORDER BY chain_id, sequence
LIMIT :count
