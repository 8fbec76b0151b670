-- The join is forced: customers come first, in the order of an index.
FROM customers
STRAIGHT_JOIN users ON users.id = customers.sales_user_id
