-- The joins are forced: contracts come first, in the order of an index, however small the tables beside them are.
SELECT
    contracts.id, contracts.contract_number, contracts.total_amount, contracts.balance_due, contracts.signed_at,
    contracts.version, contracts.created_at, contracts.updated_at,
    customers.id AS customer_id, customers.first_name AS customer_first_name,
    customers.last_name AS customer_last_name, customers.company_name AS customer_company_name,
    sales.id AS sales_user_id, sales.username AS sales_username, sales.first_name AS sales_first_name,
    sales.last_name AS sales_last_name, sales.is_active AS sales_is_active,
    managers.id AS management_user_id, managers.username AS management_username,
    managers.first_name AS management_first_name, managers.last_name AS management_last_name,
    managers.is_active AS management_is_active,
    signers.first_name AS signer_first_name, signers.last_name AS signer_last_name
FROM contracts
STRAIGHT_JOIN customers FORCE INDEX (PRIMARY) ON customers.id = contracts.customer_id
STRAIGHT_JOIN users AS sales FORCE INDEX (PRIMARY) ON sales.id = customers.sales_user_id
STRAIGHT_JOIN users AS managers FORCE INDEX (PRIMARY) ON managers.id = contracts.management_user_id
LEFT JOIN users AS signers FORCE INDEX (PRIMARY) ON signers.id = contracts.signed_by_user_id
