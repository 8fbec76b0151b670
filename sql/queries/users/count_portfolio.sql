-- The events that count are those still to be run.
SELECT
    (SELECT COUNT(*) FROM customers WHERE customers.sales_user_id = :id) AS customers,
    (SELECT COUNT(*) FROM contracts WHERE contracts.management_user_id = :id) AS contracts,
    (SELECT COUNT(*) FROM events
        WHERE events.support_user_id = :id AND events.cancelled_at IS NULL AND events.end_at > :now) AS events
FROM users
WHERE users.id = :id
