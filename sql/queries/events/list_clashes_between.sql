-- The events of one colleague that overlap any of the other, both still to be run; touching bounds do not overlap.
SELECT held.event_number, held.name, held.start_at, held.end_at
FROM events AS held
WHERE held.support_user_id = :other_user_id AND held.cancelled_at IS NULL AND held.end_at > :now
    AND EXISTS (
        SELECT 1 FROM events AS moved
        WHERE moved.support_user_id = :support_user_id AND moved.cancelled_at IS NULL AND moved.end_at > :now
            AND moved.start_at < held.end_at AND moved.end_at > held.start_at
    )
ORDER BY held.start_at, held.id
LIMIT :count
