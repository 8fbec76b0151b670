    AND (:after_id IS NULL OR customers.company_name < :after_text OR (customers.company_name = :after_text AND customers.id < :after_id))
ORDER BY customers.company_name DESC, customers.id DESC
LIMIT :count
