UPDATE events
SET cancelled_at = :now, cancellation_reason = :reason, version = version + 1, updated_at = :now
WHERE id = :id AND version = :version AND cancelled_at IS NULL
