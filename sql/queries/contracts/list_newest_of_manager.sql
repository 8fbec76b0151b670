SELECT
    contracts.contract_number, contracts.total_amount, contracts.balance_due, contracts.signed_at,
    customers.company_name
FROM contracts FORCE INDEX (index_contract_management)
STRAIGHT_JOIN customers ON customers.id = contracts.customer_id
WHERE contracts.management_user_id = :management_user_id
ORDER BY contracts.id DESC
LIMIT :count
