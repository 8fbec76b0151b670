INSERT INTO audit_entries (
    chain_id, sequence, session_id, operation_id, recorded_at, actor_user_id, actor_username, command, outcome,
    object_type, object_id, changes, reason, previous_hash, hash
) VALUES (
    :chain_id, :sequence, :session_id, :operation_id, :recorded_at, :actor_user_id, :actor_username, :command,
    :outcome, :object_type, :object_id, :changes, :reason, :previous_hash, :hash
)
