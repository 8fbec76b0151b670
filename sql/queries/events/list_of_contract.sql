SELECT
    events.id AS event_id, events.event_number, events.name AS event_name, events.start_at, events.end_at,
    events.cancelled_at,
    users.id AS support_user_id, users.first_name AS support_first_name, users.last_name AS support_last_name
FROM events
LEFT JOIN users ON users.id = events.support_user_id
WHERE events.contract_id = :contract_id
ORDER BY events.start_at, events.id
