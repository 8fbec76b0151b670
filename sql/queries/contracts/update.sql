UPDATE contracts
SET customer_id = :customer_id, management_user_id = :management_user_id, total_amount = :total_amount,
    balance_due = :balance_due, version = version + 1, updated_at = :now
WHERE id = :id AND version = :version
