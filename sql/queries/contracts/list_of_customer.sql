SELECT id, contract_number, total_amount, balance_due, signed_at
FROM contracts
WHERE customer_id = :customer_id
ORDER BY id
