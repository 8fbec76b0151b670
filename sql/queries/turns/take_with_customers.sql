-- All places of the customers of a salesperson, in the order of their numbers.
INSERT INTO turns (subject, subject_id, place, turn)
SELECT 'customer', customers.id, places.place, 1
FROM customers
CROSS JOIN (
    SELECT 0 AS place UNION ALL SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3
    UNION ALL SELECT 4 UNION ALL SELECT 5 UNION ALL SELECT 6 UNION ALL SELECT 7
) AS places
WHERE customers.sales_user_id = :sales_user_id
ORDER BY customers.id, places.place
ON DUPLICATE KEY UPDATE turn = turns.turn + 1
