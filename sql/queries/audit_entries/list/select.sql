SELECT
    audit_entries.id, audit_entries.recorded_at, audit_entries.actor_username, audit_entries.command,
    audit_entries.outcome, audit_entries.object_type, audit_entries.object_id, audit_entries.changes,
    audit_entries.reason, users.first_name AS actor_first_name, users.last_name AS actor_last_name
FROM audit_entries
LEFT JOIN users ON users.id = audit_entries.actor_user_id
WHERE (:object_type IS NULL OR audit_entries.object_type = :object_type)
    AND (:actor_user_id IS NULL OR audit_entries.actor_user_id = :actor_user_id)
    AND (:from_time IS NULL OR audit_entries.recorded_at >= :from_time)
    AND (:until_time IS NULL OR audit_entries.recorded_at < :until_time)
