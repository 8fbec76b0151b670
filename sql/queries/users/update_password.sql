UPDATE users
SET password_hash = :password_hash, password_expires_at = NULL, must_change_password = FALSE,
    version = version + 1, updated_at = :now
WHERE id = :id
