UPDATE events
SET support_user_id = :to_user_id, version = version + 1, updated_at = :now
WHERE support_user_id = :from_user_id AND cancelled_at IS NULL AND end_at > :now
    AND id BETWEEN :first_id AND :last_id
