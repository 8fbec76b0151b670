WHERE contracts.id = :id
