WHERE customers.id = :id
