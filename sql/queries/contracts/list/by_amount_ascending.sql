    AND (:after_id IS NULL OR contracts.total_amount > CAST(:after_amount AS DECIMAL(12, 2)) OR (contracts.total_amount = CAST(:after_amount AS DECIMAL(12, 2)) AND contracts.id > :after_id))
ORDER BY contracts.total_amount ASC, contracts.id ASC
LIMIT :count
