SELECT COUNT(*) AS contracts FROM contracts WHERE customer_id = :customer_id
