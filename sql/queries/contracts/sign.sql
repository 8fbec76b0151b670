UPDATE contracts
SET signed_at = :signed_at, signed_by_user_id = :signed_by_user_id, version = version + 1, updated_at = :now
WHERE id = :id AND version = :version AND signed_at IS NULL
