    AND (:after_id IS NULL OR events.id < :after_id)
ORDER BY events.id DESC
LIMIT :count
