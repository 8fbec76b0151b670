WHERE users.is_active = :is_active
    AND (:role_id IS NULL OR users.role_id = :role_id)
    AND (:text_pattern IS NULL
        OR users.last_name LIKE :text_pattern ESCAPE '|'
        OR users.first_name LIKE :text_pattern ESCAPE '|'
        OR CONCAT(users.first_name, ' ', users.last_name) LIKE :text_pattern ESCAPE '|'
        OR users.username LIKE :text_pattern ESCAPE '|'
        OR users.employee_number LIKE :text_pattern ESCAPE '|'
        OR users.email LIKE :text_pattern ESCAPE '|'
        OR users.phone_number LIKE :digits_pattern ESCAPE '|')
