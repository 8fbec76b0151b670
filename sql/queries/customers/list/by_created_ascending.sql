    AND (:after_id IS NULL OR customers.created_at > :after_time OR (customers.created_at = :after_time AND customers.id > :after_id))
ORDER BY customers.created_at ASC, customers.id ASC
LIMIT :count
