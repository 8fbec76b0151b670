WHERE payments.contract_id = :contract_id AND payments.id = :id
