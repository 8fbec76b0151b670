-- What was done to one object, alone or, when an account was replaced, together with others.
FROM (
    SELECT id FROM audit_entries WHERE object_type = :object_type AND object_id = :object_id
    UNION
    SELECT id FROM audit_entries WHERE object_type = 'user' AND changes LIKE :moved_pattern
) AS concerned
JOIN audit_entries ON audit_entries.id = concerned.id
LEFT JOIN users ON users.id = audit_entries.actor_user_id
WHERE (:actor_user_id IS NULL OR audit_entries.actor_user_id = :actor_user_id)
    AND (:from_time IS NULL OR audit_entries.recorded_at >= :from_time)
    AND (:until_time IS NULL OR audit_entries.recorded_at < :until_time)
