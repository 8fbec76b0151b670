    AND (:after_id IS NULL OR users.id > :after_id)
ORDER BY users.id ASC
LIMIT :count
