-- Apart from the other orders: MySQL would take one of their indexes here, and sort. These two are in the order of
-- numbers.
FROM customers USE INDEX (PRIMARY, index_customer_sales)
STRAIGHT_JOIN users ON users.id = customers.sales_user_id
