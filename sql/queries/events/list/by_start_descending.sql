    AND (:after_id IS NULL OR events.start_at < :after_time OR (events.start_at = :after_time AND events.id < :after_id))
ORDER BY events.start_at DESC, events.id DESC
LIMIT :count
