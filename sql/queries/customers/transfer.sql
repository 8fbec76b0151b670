UPDATE customers
SET sales_user_id = :sales_user_id, version = version + 1, updated_at = :now
WHERE id = :id AND version = :version
