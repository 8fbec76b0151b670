-- The index of the events gives the order, whatever the filters: whose customer or contract it is must not tempt the
-- server to begin elsewhere and sort, nor that most events are not cancelled. An event that has ended has begun, which
-- is said so that the index of beginnings can be entered there.
WHERE (:sales_user_id IS NULL OR (
        SELECT owners.sales_user_id FROM customers AS owners WHERE owners.id = events.customer_id
    ) = :sales_user_id)
    AND (:management_user_id IS NULL OR (
        SELECT agreements.management_user_id FROM contracts AS agreements WHERE agreements.id = events.contract_id
    ) = :management_user_id)
    AND (:support_user_id IS NULL OR events.support_user_id = :support_user_id)
    AND (:customer_id IS NULL OR events.customer_id = :customer_id)
    AND (:contract_id IS NULL OR events.contract_id = :contract_id)
    AND (:starts_from IS NULL OR events.start_at >= :starts_from)
    AND (:starts_before IS NULL OR events.start_at < :starts_before)
    AND (:starts_after IS NULL OR events.start_at > :starts_after)
    AND (:ends_by IS NULL OR events.end_at <= :ends_by)
    AND (:ends_by IS NULL OR events.start_at < :ends_by)
    AND (:without_support IS NULL OR events.support_user_id IS NULL)
    AND (:is_live IS NULL OR (events.cancelled_at IS NULL) = TRUE)
    AND (:is_cancelled IS NULL OR events.cancelled_at IS NOT NULL)
