    AND (:after_id IS NULL OR contracts.id < :after_id)
ORDER BY contracts.id DESC
LIMIT :count
