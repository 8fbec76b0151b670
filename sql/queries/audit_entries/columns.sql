SELECT
    audit_entries.id, audit_entries.recorded_at, audit_entries.actor_username, audit_entries.command,
    audit_entries.outcome, audit_entries.object_type, audit_entries.object_id, audit_entries.changes,
    audit_entries.reason, users.first_name AS actor_first_name, users.last_name AS actor_last_name
