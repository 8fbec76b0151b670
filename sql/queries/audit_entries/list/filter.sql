FROM audit_entries
LEFT JOIN users ON users.id = audit_entries.actor_user_id
WHERE (:object_type IS NULL OR audit_entries.object_type = :object_type)
    AND (:actor_user_id IS NULL OR audit_entries.actor_user_id = :actor_user_id)
    AND (:from_time IS NULL OR audit_entries.recorded_at >= :from_time)
    AND (:until_time IS NULL OR audit_entries.recorded_at < :until_time)
