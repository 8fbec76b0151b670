WHERE contracts.contract_number = :contract_number
