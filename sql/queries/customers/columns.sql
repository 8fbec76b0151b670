SELECT
    customers.id, customers.first_name, customers.last_name, customers.email, customers.phone_number,
    customers.company_name, customers.version, customers.created_at, customers.updated_at,
    users.id AS sales_user_id, users.username AS sales_username, users.first_name AS sales_first_name,
    users.last_name AS sales_last_name, users.is_active AS sales_is_active
