SELECT events.event_number, events.name, events.start_at, events.end_at, customers.company_name
FROM events
STRAIGHT_JOIN customers ON customers.id = events.customer_id
WHERE events.support_user_id = :support_user_id AND events.cancelled_at IS NULL AND events.end_at > :now
ORDER BY events.id DESC
LIMIT :count
