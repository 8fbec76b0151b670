-- Two stretches of time overlap when each begins before the other ends; touching bounds do not.
SELECT events.event_number, events.name, events.start_at, events.end_at
FROM events
WHERE events.support_user_id = :support_user_id
    AND events.id <> :except_id
    AND events.cancelled_at IS NULL
    AND events.start_at < :end_at
    AND events.end_at > :start_at
ORDER BY events.start_at, events.id
