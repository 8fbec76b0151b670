UPDATE customers
SET first_name = :first_name, last_name = :last_name, email = :email, phone_number = :phone_number,
    company_name = :company_name, version = version + 1, updated_at = :now
WHERE id = :id AND version = :version
