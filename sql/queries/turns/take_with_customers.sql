-- The customers of a salesperson, in the order of their numbers.
INSERT INTO turns (subject, subject_id, place, turn)
SELECT 'customer', customers.id, 0, 1 FROM customers WHERE customers.sales_user_id = :sales_user_id
ORDER BY customers.id
ON DUPLICATE KEY UPDATE turn = turns.turn + 1
