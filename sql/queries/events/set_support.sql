UPDATE events
SET support_user_id = :support_user_id, version = version + 1, updated_at = :now
WHERE id = :id AND version = :version
