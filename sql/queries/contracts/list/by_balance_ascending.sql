    AND (:after_id IS NULL OR contracts.balance_due > CAST(:after_amount AS DECIMAL(12, 2)) OR (contracts.balance_due = CAST(:after_amount AS DECIMAL(12, 2)) AND contracts.id > :after_id))
ORDER BY contracts.balance_due ASC, contracts.id ASC
LIMIT :count
