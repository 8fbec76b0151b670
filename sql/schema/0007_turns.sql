-- B12: whoever gives events to somebody of the support takes a turn with them, and the next one waits until the first
-- has finished. A lock on the account itself would keep its owner from signing in meanwhile; and a row that is written
-- holds on every node of a cluster, where a lock holds on one.

CREATE TABLE IF NOT EXISTS support_turns (
    user_id BIGINT UNSIGNED NOT NULL,
    turn BIGINT UNSIGNED NOT NULL,
    PRIMARY KEY (user_id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_520_ci;
