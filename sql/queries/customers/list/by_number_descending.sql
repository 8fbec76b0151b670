    AND (:after_id IS NULL OR customers.id < :after_id)
ORDER BY customers.id DESC
LIMIT :count
