-- Others may add to the same customer meanwhile; nobody changes it.
SELECT customers.id FROM customers WHERE customers.id = :id LOCK IN SHARE MODE
