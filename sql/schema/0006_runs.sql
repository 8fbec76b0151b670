-- The runs of command files, so that a run is known by the database that it writes to, whatever that is called and
-- wherever it is. What a line changed is in the journal, under an identifier made of that of its run and of its number;
-- a line that was done and changed nothing, or failed and was passed over, is in run_lines under the same.
-- `is_unfinished` is 1 or NULL: an account has one unfinished run of the same files at most.

CREATE TABLE IF NOT EXISTS runs (
    id CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    actor_user_id BIGINT UNSIGNED NOT NULL,
    files_digest CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    is_unfinished BOOLEAN NULL,
    began_at DATETIME(6) NOT NULL,
    beginning LONGTEXT NOT NULL,
    PRIMARY KEY (id),
    UNIQUE KEY unique_run_unfinished (actor_user_id, files_digest, is_unfinished),
    CONSTRAINT check_run_unfinished CHECK (is_unfinished IS NULL OR is_unfinished = 1)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_520_ci;

CREATE TABLE IF NOT EXISTS run_lines (
    operation_id CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    outcome VARCHAR(40) NOT NULL,
    PRIMARY KEY (operation_id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_520_ci;
