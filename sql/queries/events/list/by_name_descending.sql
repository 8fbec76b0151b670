    AND (:after_id IS NULL OR events.name < :after_text OR (events.name = :after_text AND events.id < :after_id))
ORDER BY events.name DESC, events.id DESC
LIMIT :count
