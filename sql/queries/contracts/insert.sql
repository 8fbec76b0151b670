-- The trigger that makes the number finds there the year it is where the company is.
INSERT INTO contracts (
    contract_number, customer_id, management_user_id, total_amount, balance_due, created_at, updated_at
) VALUES (
    :local_year, :customer_id, :management_user_id, :total_amount, :total_amount, :now, :now
)
