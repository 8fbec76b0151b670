-- Numbers are given here, so that the next one follows: a server that counts the rows of a SELECT leaves a gap.
INSERT INTO payments (id, contract_id, amount, paid_on, method, reference, recorded_by_user_id, created_at)
SELECT
    receipts.place, contracts.id, receipts.amount, DATE(TIMESTAMPADD(DAY, -receipts.paid_before, :now)),
    receipts.method, receipts.reference, contracts.signed_by_user_id, TIMESTAMPADD(DAY, -receipts.paid_before, :now)
FROM (
    SELECT 1 AS place, 12000.50 AS total_amount, 4000.50 AS amount, 25 AS paid_before, 'transfer' AS method,
        'VIR-2041' AS reference
    UNION ALL SELECT 2, 3250.00, 3250.00, 45, 'card', NULL
    UNION ALL SELECT 3, 26900.00, 10000.00, 80, 'transfer', 'VIR-1987'
    UNION ALL SELECT 4, 26900.00, 16900.00, 12, 'transfer', 'VIR-2077'
    UNION ALL SELECT 5, 18450.75, 8450.75, 95, 'cheque', 'CHQ-0458812'
    UNION ALL SELECT 6, 18450.75, 10000.00, 20, 'transfer', 'VIR-2052'
) AS receipts
JOIN contracts ON contracts.total_amount = receipts.total_amount
ORDER BY receipts.place
