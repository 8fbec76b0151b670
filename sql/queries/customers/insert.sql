-- One statement checks and adds: whoever acts is still the active colleague they were (B14); nobody has the e-mail
-- address, nor the company or the telephone number, unless that is accepted (D7).
INSERT INTO customers (
    sales_user_id, first_name, last_name, email, phone_number, company_name, created_at, updated_at
)
SELECT users.id, :first_name, :last_name, :email, :phone_number, :company_name, :now, :now
FROM users
WHERE users.id = :sales_user_id AND users.is_active = TRUE AND users.role_id = :role_id
    AND NOT EXISTS (SELECT 1 FROM customers AS holders WHERE holders.email = :email AND users.is_active = TRUE)
    AND (:accepts_duplicate = TRUE OR (
        NOT EXISTS (
            SELECT 1 FROM customers AS namesakes
            WHERE namesakes.company_name = :company_name AND users.is_active = TRUE
        )
        AND NOT EXISTS (
            SELECT 1 FROM customers AS neighbours
            WHERE neighbours.phone_number = :phone_number AND users.is_active = TRUE
        )
    ))
