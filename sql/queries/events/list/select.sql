-- The index of the events gives the order, whatever the filters: whose customer or contract it is must not tempt the
-- server to begin elsewhere and sort, nor that most events are not cancelled. An event that has ended has begun, which is
-- said so that the index of beginnings can be entered there.
SELECT
    events.id, events.event_number, events.name, events.start_at, events.end_at, events.location, events.attendees,
    events.note, events.cancelled_at, events.cancellation_reason, events.version, events.created_at,
    events.updated_at,
    contracts.id AS contract_id, contracts.contract_number,
    customers.id AS customer_id, customers.first_name AS customer_first_name,
    customers.last_name AS customer_last_name, customers.company_name AS customer_company_name,
    sales.id AS sales_user_id, sales.username AS sales_username, sales.first_name AS sales_first_name,
    sales.last_name AS sales_last_name, sales.is_active AS sales_is_active,
    supports.id AS support_user_id, supports.username AS support_username,
    supports.first_name AS support_first_name, supports.last_name AS support_last_name,
    supports.is_active AS support_is_active
FROM events
STRAIGHT_JOIN contracts ON contracts.id = events.contract_id
STRAIGHT_JOIN customers ON customers.id = events.customer_id
STRAIGHT_JOIN users AS sales ON sales.id = customers.sales_user_id
LEFT JOIN users AS supports ON supports.id = events.support_user_id
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
