SELECT
    payments.id, payments.amount, payments.paid_on, payments.method, payments.reference,
    payments.reverses_payment_id, payments.reason, payments.created_at, reversals.id AS reversed_by_payment_id,
    users.first_name AS recorder_first_name, users.last_name AS recorder_last_name
FROM payments
JOIN users ON users.id = payments.recorded_by_user_id
LEFT JOIN payments AS reversals ON reversals.reverses_payment_id = payments.id
