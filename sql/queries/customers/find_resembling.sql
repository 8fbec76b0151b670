SELECT
    customers.id, customers.first_name, customers.last_name, customers.company_name,
    customers.company_name = :company_name AS same_company, customers.phone_number = :phone_number AS same_phone_number
FROM customers
WHERE customers.id <> :except_id
    AND (customers.company_name = :company_name OR customers.phone_number = :phone_number)
ORDER BY customers.id
LIMIT 5
