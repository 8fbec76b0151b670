-- Nothing but the contract: locks on the customer and on the people would make others wait for no reason.
SELECT contracts.id FROM contracts WHERE contracts.id = :id FOR UPDATE
