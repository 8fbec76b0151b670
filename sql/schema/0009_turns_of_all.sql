-- Where several servers take writes, a lock on a row holds on one of them only: two people who must not pass each other
-- write the same row here, and the servers let one of them through. What somebody takes a turn with is named by its
-- kind and number, or by a digest of its text. Whoever only relies on an account or a customer takes one of its places,
-- whoever changes it takes all of them: two who rely on it hardly ever meet.

CREATE TABLE IF NOT EXISTS turns (
    subject VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    subject_id BIGINT UNSIGNED NOT NULL,
    place TINYINT UNSIGNED NOT NULL,
    turn BIGINT UNSIGNED NOT NULL,
    PRIMARY KEY (subject, subject_id, place)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_520_ci;

DROP TABLE IF EXISTS support_turns;
