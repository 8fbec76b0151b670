INSERT INTO customers (
    sales_user_id, first_name, last_name, email, phone_number, company_name, created_at, updated_at
) VALUES (
    :sales_user_id, :first_name, :last_name, :email, :phone_number, :company_name, :now, :now
)
