SELECT contracts.id
FROM contracts FORCE INDEX (index_contract_management)
WHERE contracts.management_user_id = :management_user_id
ORDER BY contracts.id
FOR UPDATE
