INSERT INTO users (
    role_id, first_name, last_name, email, phone_number, username, password_hash, password_expires_at,
    must_change_password, is_active, created_at, updated_at
) VALUES (
    :role_id, :first_name, :last_name, :email, :phone_number, :username, :password_hash, :password_expires_at,
    TRUE, TRUE, :now, :now
)
