FROM audit_entries
LEFT JOIN users ON users.id = audit_entries.actor_user_id
WHERE audit_entries.operation_id = :operation_id AND audit_entries.actor_user_id = :actor_user_id
