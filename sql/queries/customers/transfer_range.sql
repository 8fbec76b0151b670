UPDATE customers
SET sales_user_id = :to_user_id, version = version + 1, updated_at = :now
WHERE sales_user_id = :from_user_id
    AND id BETWEEN :first_id AND :last_id
