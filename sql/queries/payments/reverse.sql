-- The amount, the method and the reference are those of the payment itself.
INSERT INTO payments (
    contract_id, amount, paid_on, method, reference, recorded_by_user_id, reverses_payment_id, reason, created_at
)
SELECT
    payments.contract_id, -payments.amount, :paid_on, payments.method, payments.reference, :recorded_by_user_id,
    payments.id, :reason, :now
FROM payments
WHERE payments.id = :id
