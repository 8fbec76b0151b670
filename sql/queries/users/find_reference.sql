-- One row as soon as anything names the account.
SELECT 1 AS is_referred_to
FROM users
WHERE users.id = :id AND (
    EXISTS (SELECT 1 FROM sessions WHERE sessions.user_id = :id)
    OR EXISTS (SELECT 1 FROM customers WHERE customers.sales_user_id = :id)
    OR EXISTS (SELECT 1 FROM contracts WHERE contracts.management_user_id = :id)
    OR EXISTS (SELECT 1 FROM contracts WHERE contracts.signed_by_user_id = :id)
    OR EXISTS (SELECT 1 FROM payments WHERE payments.recorded_by_user_id = :id)
    OR EXISTS (SELECT 1 FROM events WHERE events.support_user_id = :id)
)
