    AND (:after_id IS NULL OR customers.last_name > :after_text OR (customers.last_name = :after_text AND (customers.first_name > :after_second_text OR (customers.first_name = :after_second_text AND customers.id > :after_id))))
ORDER BY customers.last_name ASC, customers.first_name ASC, customers.id ASC
LIMIT :count
