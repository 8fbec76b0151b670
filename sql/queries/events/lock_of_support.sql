-- Those still to be run. Whoever changes hands holds both accounts, so that nobody else locks several of these events.
SELECT events.id
FROM events FORCE INDEX (index_event_support)
WHERE events.support_user_id = :support_user_id AND events.cancelled_at IS NULL AND events.end_at > :now
ORDER BY events.id
FOR UPDATE
