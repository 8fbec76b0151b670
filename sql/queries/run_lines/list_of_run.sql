-- Every line of a run that is done, in one answer: those that changed something are in the journal. What an entry says
-- of a payment names what its line made.
SELECT operation_id, TRUE AS is_recorded, object_id,
    CASE WHEN changes LIKE '%"payment_id"%' THEN changes ELSE '[]' END AS changes
FROM audit_entries
WHERE operation_id BETWEEN :first AND :last
UNION ALL
SELECT operation_id, FALSE, NULL, '[]'
FROM run_lines
WHERE operation_id BETWEEN :first AND :last
