SELECT
    contracts.id, contracts.contract_number, contracts.total_amount, contracts.balance_due, contracts.signed_at,
    managers.first_name AS management_first_name, managers.last_name AS management_last_name
FROM contracts
JOIN users AS managers ON managers.id = contracts.management_user_id
WHERE contracts.customer_id = :customer_id
ORDER BY contracts.id
