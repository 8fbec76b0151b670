WHERE payments.contract_id = :contract_id
ORDER BY payments.id
