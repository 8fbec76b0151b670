SELECT id FROM audit_entries WHERE operation_id = :operation_id
