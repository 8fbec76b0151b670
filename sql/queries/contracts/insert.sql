INSERT INTO contracts (
    customer_id, management_user_id, total_amount, balance_due, created_at, updated_at
) VALUES (
    :customer_id, :management_user_id, :total_amount, :total_amount, :now, :now
)
