SELECT customers.id
FROM customers FORCE INDEX (index_customer_sales)
WHERE customers.sales_user_id = :sales_user_id
ORDER BY customers.id
FOR UPDATE
