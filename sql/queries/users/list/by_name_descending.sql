    AND (:after_id IS NULL OR users.last_name < :after_text OR (users.last_name = :after_text AND (users.first_name < :after_second_text OR (users.first_name = :after_second_text AND users.id < :after_id))))
ORDER BY users.last_name DESC, users.first_name DESC, users.id DESC
LIMIT :count
