-- Two people who add the same customer at once do not see each other's: whoever comes later waits here for the first.
-- The indexes are named, or a small table would be read whole, and every customer that somebody changes waited for.
(
    SELECT customers.id
    FROM customers FORCE INDEX (index_customer_company)
    WHERE customers.company_name = :company_name AND customers.id <> :except_id
    LOCK IN SHARE MODE
)
UNION ALL
(
    SELECT customers.id
    FROM customers FORCE INDEX (index_customer_phone_number)
    WHERE customers.phone_number = :phone_number AND customers.id <> :except_id
    LOCK IN SHARE MODE
)
