INSERT INTO payments (
    contract_id, amount, paid_on, method, reference, recorded_by_user_id, created_at
) VALUES (
    :contract_id, :amount, :paid_on, :method, :reference, :recorded_by_user_id, :now
)
