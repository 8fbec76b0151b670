-- A session's chain has the identifier of its token. An entry about a session that was ended from outside is alone in a
-- chain of its own.
SELECT
    audit_entries.chain_id, audit_entries.sequence, audit_entries.id, audit_entries.session_id,
    audit_entries.operation_id, audit_entries.recorded_at, audit_entries.actor_user_id, audit_entries.actor_username,
    audit_entries.command, audit_entries.outcome, audit_entries.object_type, audit_entries.object_id,
    audit_entries.changes, audit_entries.reason, audit_entries.previous_hash, audit_entries.hash,
    own.id AS own_session_id, own.user_id AS own_user_id, own.opened_at AS own_opened_at,
    COALESCE(own.closed_at, own.expires_at) AS own_end_at, own.close_reason AS own_close_reason,
    ended.id IS NOT NULL AS ends_terminated_session
FROM audit_entries
LEFT JOIN sessions AS own ON own.token_id = audit_entries.chain_id
LEFT JOIN sessions AS ended
    ON ended.id = audit_entries.session_id AND ended.close_reason = 'terminated'
    AND ended.closed_at = audit_entries.recorded_at
WHERE audit_entries.chain_id > :after_chain_id
    OR (audit_entries.chain_id = :after_chain_id AND audit_entries.sequence > :after_sequence)
ORDER BY audit_entries.chain_id, audit_entries.sequence
LIMIT :count
