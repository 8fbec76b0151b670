-- A customer with its contracts and their events in one round trip: a row for each event, one for a contract without
-- events, one for a customer without contracts. An event belongs to the customer of its contract. They are few, and put
-- in order by whoever reads them: the server would make a temporary table for that.
    , contracts.id AS contract_id, contracts.contract_number, contracts.total_amount, contracts.balance_due,
    contracts.signed_at, managers.first_name AS management_first_name, managers.last_name AS management_last_name,
    events.id AS event_id, events.event_number, events.name AS event_name, events.start_at, events.end_at,
    events.cancelled_at, support.first_name AS support_first_name, support.last_name AS support_last_name
FROM customers
JOIN users ON users.id = customers.sales_user_id
LEFT JOIN contracts ON contracts.customer_id = customers.id
LEFT JOIN users AS managers ON managers.id = contracts.management_user_id
LEFT JOIN events ON events.contract_id = contracts.id
LEFT JOIN users AS support ON support.id = events.support_user_id
WHERE customers.id = :id
