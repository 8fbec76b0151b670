SELECT id, object_id, changes FROM audit_entries WHERE operation_id = :operation_id
