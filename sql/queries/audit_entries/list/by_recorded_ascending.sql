    AND (:after_id IS NULL OR audit_entries.recorded_at > :after_time OR (audit_entries.recorded_at = :after_time AND audit_entries.id > :after_id))
ORDER BY audit_entries.recorded_at ASC, audit_entries.id ASC
LIMIT :count
