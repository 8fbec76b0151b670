SELECT COUNT(*) AS count FROM contracts WHERE customer_id = :customer_id
