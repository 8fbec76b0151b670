-- A row is looked for with LIMIT 1 and compared: what EXISTS holds MariaDB would read whole beforehand.
WHERE (:sales_user_id IS NULL OR customers.sales_user_id = :sales_user_id)
    AND (:management_user_id IS NULL OR (
        SELECT 1 FROM contracts
        WHERE contracts.customer_id = customers.id AND contracts.management_user_id = :management_user_id LIMIT 1
    ) = 1)
    AND (:support_user_id IS NULL OR (
        SELECT 1 FROM events
        WHERE events.customer_id = customers.id AND events.support_user_id = :support_user_id LIMIT 1
    ) = 1)
    AND (:text_pattern IS NULL
        OR customers.last_name LIKE :text_pattern ESCAPE '|'
        OR customers.first_name LIKE :text_pattern ESCAPE '|'
        OR CONCAT(customers.first_name, ' ', customers.last_name) LIKE :text_pattern ESCAPE '|'
        OR customers.company_name LIKE :text_pattern ESCAPE '|'
        OR customers.email LIKE :text_pattern ESCAPE '|'
        OR customers.phone_number LIKE :digits_pattern ESCAPE '|')
