-- What is due is never below zero, and all of it is due before a signature: said so, the filters are ranges of an
-- index.
WHERE (:customer_id IS NULL OR contracts.customer_id = :customer_id)
    AND (:management_user_id IS NULL OR contracts.management_user_id = :management_user_id)
    AND (:sales_user_id IS NULL OR customers.sales_user_id = :sales_user_id)
    AND (:support_user_id IS NULL OR (
        SELECT 1 FROM events
        WHERE events.contract_id = contracts.id AND events.support_user_id = :support_user_id LIMIT 1
    ) = 1)
    AND (:is_signed IS NULL OR (:is_signed = 1 AND contracts.signed_at IS NOT NULL)
        OR (:is_signed = 0 AND contracts.signed_at IS NULL AND contracts.balance_due > 0))
    AND (:is_paid IS NULL OR (:is_paid = 1 AND contracts.balance_due <= 0)
        OR (:is_paid = 0 AND contracts.balance_due > 0))
    AND (:lacks_event IS NULL OR (
        SELECT 1 FROM events
        WHERE events.contract_id = contracts.id AND events.cancelled_at IS NULL LIMIT 1
    ) IS NULL)
