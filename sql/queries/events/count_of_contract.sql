SELECT COUNT(*) AS count FROM events WHERE contract_id = :contract_id
