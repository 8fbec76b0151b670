-- Nothing but the customer: a lock on the account of its salesperson would come after it, where accounts come first.
SELECT customers.id FROM customers WHERE customers.id = :id FOR UPDATE
