    AND (:after_id IS NULL OR customers.updated_at < :after_time OR (customers.updated_at = :after_time AND customers.id < :after_id))
ORDER BY customers.updated_at DESC, customers.id DESC
LIMIT :count
