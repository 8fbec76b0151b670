UPDATE users
SET password_hash = :password_hash, password_expires_at = :password_expires_at, must_change_password = TRUE,
    version = version + 1, updated_at = :now
WHERE id = :id
