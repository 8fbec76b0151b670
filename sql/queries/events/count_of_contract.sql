SELECT COUNT(*) AS events FROM events WHERE contract_id = :contract_id
