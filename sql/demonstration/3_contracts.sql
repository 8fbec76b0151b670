-- Numbers are given here, so that the next one follows: a server that counts the rows of a SELECT leaves a gap.
INSERT INTO contracts (
    id, customer_id, management_user_id, total_amount, balance_due, signed_at, signed_by_user_id, created_at, updated_at
)
SELECT
    agreements.place, customers.id, managers.id, agreements.total_amount, agreements.balance_due,
    TIMESTAMPADD(DAY, -agreements.signed_before, :now),
    CASE WHEN agreements.signed_before IS NULL THEN NULL ELSE customers.sales_user_id END,
    TIMESTAMPADD(DAY, -agreements.created_before, :now), TIMESTAMPADD(DAY, -agreements.changed_before, :now)
FROM (
    SELECT 1 AS place, 'kevin@startup.io' AS email, 'manager1' AS username, 4800.00 AS total_amount,
        4800.00 AS balance_due, NULL AS signed_before, 30 AS created_before, 30 AS changed_before
    UNION ALL SELECT 2, 'kevin@startup.io', 'manager1', 12000.50, 8000.00, 40, 60, 25
    UNION ALL SELECT 3, 'kevin@startup.io', 'manager1', 3250.00, 0.00, 70, 90, 45
    UNION ALL SELECT 4, 'kevin@startup.io', 'manager1', 26900.00, 0.00, 85, 120, 12
    UNION ALL SELECT 5, 'contact@lou-bouzin.example', 'manager2', 7600.00, 7600.00, 10, 15, 10
    UNION ALL SELECT 6, 'contact@lou-bouzin.example', 'manager2', 18450.75, 0.00, 100, 110, 20
) AS agreements
JOIN customers ON customers.email = agreements.email
JOIN users AS managers ON managers.username = agreements.username
ORDER BY agreements.place
