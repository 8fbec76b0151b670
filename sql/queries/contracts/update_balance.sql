UPDATE contracts
SET balance_due = :balance_due, version = version + 1, updated_at = :now
WHERE id = :id AND version = :version
