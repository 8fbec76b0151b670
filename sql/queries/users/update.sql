UPDATE users
SET first_name = :first_name, last_name = :last_name, email = :email, phone_number = :phone_number, role_id = :role_id,
    version = version + 1, updated_at = :now
WHERE id = :id AND version = :version
