//! What holds in every database that was only changed by commands, whatever the commands were. Checked at the end of
//! every test whose database nobody touched by other means.

use epic_events::security::audit_chain::{SealedEntry, Verifier};
use mysql::prelude::Queryable;
use mysql::{Conn, Row};

/// Queries that find what must not be, with what it is.
const OFFENCES: &[(&str, &str)] = &[
    (
        "B9: a balance that is not the total less the payments",
        "SELECT CONCAT(contract_number, ': ', balance_due) FROM contracts
         WHERE balance_due <> total_amount
            - (SELECT COALESCE(SUM(amount), 0) FROM payments WHERE payments.contract_id = contracts.id)",
    ),
    (
        "B7: a payment of an unsigned contract",
        "SELECT contract_number FROM contracts JOIN payments ON payments.contract_id = contracts.id
         WHERE signed_at IS NULL",
    ),
    (
        "B8: a reversal that is not the opposite of what it reverses",
        "SELECT CONCAT(reversal.id, ' of ', original.id) FROM payments AS reversal
         JOIN payments AS original ON original.id = reversal.reverses_payment_id
         WHERE reversal.amount <> -original.amount OR reversal.contract_id <> original.contract_id
            OR original.reverses_payment_id IS NOT NULL",
    ),
    (
        "B11: an event of an unsigned contract",
        "SELECT event_number FROM events JOIN contracts ON contracts.id = events.contract_id
         WHERE signed_at IS NULL",
    ),
    (
        "B14: somebody who has not the role for what they look after",
        "SELECT CONCAT(held.what, ' ', users.username) FROM (
            SELECT 'customer' AS what, 'sales' AS role, sales_user_id AS user_id FROM customers
            UNION ALL SELECT 'contract', 'management', management_user_id FROM contracts
            UNION ALL SELECT 'event', 'support', support_user_id FROM events
                WHERE support_user_id IS NOT NULL AND cancelled_at IS NULL
                    -- Whoever left the support keeps their name on what was over by then.
                    AND end_at > (SELECT COALESCE(MAX(recorded_at), '2026-11-23') FROM audit_entries)
         ) AS held
         JOIN users ON users.id = held.user_id JOIN roles ON roles.id = users.role_id
         WHERE roles.name <> held.role",
    ),
    (
        "D14: no active management account",
        "SELECT 'none' FROM DUAL WHERE NOT EXISTS (
            SELECT 1 FROM users JOIN roles ON roles.id = users.role_id
            WHERE roles.name = 'management' AND users.is_active)",
    ),
    (
        "B12: a support colleague in two places, and nobody forced it",
        "SELECT CONCAT(one.event_number, ' and ', other.event_number) FROM events AS one
         JOIN events AS other ON other.support_user_id = one.support_user_id AND other.id > one.id
            AND other.start_at < one.end_at AND one.start_at < other.end_at
         WHERE one.cancelled_at IS NULL AND other.cancelled_at IS NULL AND NOT EXISTS (
            SELECT 1 FROM audit_entries
            WHERE command = 'evenements assigner' AND object_type = 'event' AND object_id IN (one.id, other.id)
                AND reason IS NOT NULL)",
    ),
    (
        "B18: a row that changed more often than the journal says, or less often",
        "SELECT CONCAT(counted.kind, ' ', counted.id, ': version ', counted.version, ', ', counted.entries, ' entries')
         FROM (
            SELECT held.kind, held.id, held.version,
                (SELECT COUNT(*) FROM audit_entries
                 WHERE outcome = 'done' AND command <> 'utilisateurs deverrouiller' AND (
                    (object_type = held.kind AND object_id = held.id)
                    OR (object_type = 'user' AND changes LIKE CONCAT('%\"', held.kind, 's/', held.id, '/%'))
                 )) AS entries,
                (SELECT COUNT(*) FROM audit_entries
                 WHERE outcome = 'done' AND object_type = held.kind AND object_id = held.id
                    AND command LIKE '% creer') AS creations
            FROM (
                SELECT 'user' AS kind, id, version FROM users
                UNION ALL SELECT 'customer', id, version FROM customers
                UNION ALL SELECT 'contract', id, version FROM contracts
                UNION ALL SELECT 'event', id, version FROM events
            ) AS held
         ) AS counted
         WHERE counted.version - 1 + counted.creations <> counted.entries",
    ),
];

/// Everything that should not be in a database.
pub(crate) fn violations(connection: &mut Conn) -> Vec<String> {
    let mut found = Vec::new();
    for (offence, query) in OFFENCES {
        let rows: Vec<String> = connection
            .query(*query)
            .unwrap_or_else(|error| panic!("{offence}: {error}"));
        found.extend(rows.into_iter().map(|row| format!("{offence}: {row}")));
    }
    found.extend(broken_chains(connection));
    found
}

/// S40: recomputed here from the rows alone.
fn broken_chains(connection: &mut Conn) -> Vec<String> {
    let entries: Vec<Row> = connection
        .query(
            "SELECT chain_id, sequence, session_id, operation_id,
                CAST(TIMESTAMPDIFF(MICROSECOND, '1970-01-01', recorded_at) AS SIGNED) AS microseconds, actor_user_id,
                actor_username, command, outcome, object_type, object_id, changes, reason, previous_hash, hash
             FROM audit_entries ORDER BY chain_id, sequence",
        )
        .expect("the journal is read");
    let mut verifier = Verifier::default();
    let mut found = Vec::new();
    for mut row in entries {
        let mut text = |name: &str| -> String { row.take(name).expect("a text") };
        let (chain_id, operation_id) = (text("chain_id"), text("operation_id"));
        let (actor_username, command, outcome) = (text("actor_username"), text("command"), text("outcome"));
        let (changes, previous_hash, hash) = (text("changes"), text("previous_hash"), text("hash"));
        let object_type: Option<String> = row.take("object_type").expect("a text or nothing");
        let reason: Option<String> = row.take("reason").expect("a text or nothing");
        let microseconds: i64 = row.take("microseconds").expect("a number");
        let entry = SealedEntry {
            chain_id: &chain_id,
            sequence: row.take("sequence").expect("a number"),
            session_id: row.take("session_id").expect("a number or nothing"),
            operation_id: &operation_id,
            recorded_at: jiff::Timestamp::from_microsecond(microseconds).expect("a moment"),
            actor_user_id: row.take("actor_user_id").expect("a number or nothing"),
            actor_username: &actor_username,
            command: &command,
            outcome: &outcome,
            object_type: object_type.as_deref(),
            object_id: row.take("object_id").expect("a number or nothing"),
            changes: &changes,
            reason: reason.as_deref(),
        };
        let fault = verifier.check(&entry, &previous_hash, &hash);
        found.extend(fault.map(|fault| format!("S40: {fault:?} at {chain_id} {}", entry.sequence)));
    }
    found
}
