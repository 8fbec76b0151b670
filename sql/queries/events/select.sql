-- The joins are forced: events come first, in the order of an index, whosever the customer or the contract is.
SELECT
    events.id, events.event_number, events.name, events.start_at, events.end_at, events.location, events.attendees,
    events.note, events.cancelled_at, events.cancellation_reason, events.version, events.created_at,
    events.updated_at,
    contracts.id AS contract_id, contracts.contract_number,
    customers.id AS customer_id, customers.first_name AS customer_first_name,
    customers.last_name AS customer_last_name, customers.company_name AS customer_company_name,
    sales.id AS sales_user_id, sales.username AS sales_username, sales.first_name AS sales_first_name,
    sales.last_name AS sales_last_name, sales.is_active AS sales_is_active,
    supports.id AS support_user_id, supports.username AS support_username,
    supports.first_name AS support_first_name, supports.last_name AS support_last_name,
    supports.is_active AS support_is_active
FROM events
STRAIGHT_JOIN contracts ON contracts.id = events.contract_id
STRAIGHT_JOIN customers ON customers.id = events.customer_id
STRAIGHT_JOIN users AS sales ON sales.id = customers.sales_user_id
LEFT JOIN users AS supports ON supports.id = events.support_user_id
