-- B16, D22: numbers are reserved apart from the transaction that uses them. A number comes from a table of its own that
-- counts by itself: whoever takes the next one waits for nobody, and what is undone leaves a gap. They never restart,
-- whatever the year, and the row of whoever or whatever gets one has the same number: what people read is what they
-- type.
--
-- These tables stay empty; only triggers write them, and whoever prepares the database, who sees to it that they are
-- above every number that was ever given.

CREATE TABLE IF NOT EXISTS employee_numbers (
    number BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
    PRIMARY KEY (number)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_520_ci;

CREATE TABLE IF NOT EXISTS contract_numbers (
    number BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
    PRIMARY KEY (number)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_520_ci;

CREATE TABLE IF NOT EXISTS event_numbers (
    number BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
    PRIMARY KEY (number)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_520_ci;

DROP TRIGGER IF EXISTS users_generate_number;
CREATE TRIGGER users_generate_number BEFORE INSERT ON users FOR EACH ROW
BEGIN
    INSERT INTO employee_numbers () VALUES ();
    SET NEW.id = LAST_INSERT_ID();
    DELETE FROM employee_numbers WHERE number = NEW.id;
    SET NEW.employee_number = CONCAT('EMP-', LPAD(NEW.id, GREATEST(4, CHAR_LENGTH(NEW.id)), '0'));
END;

-- Whoever adds a row says which year it is where the company is: the server does not know. A year that is nowhere on
-- earth at that moment, or none, becomes that of universal time.
DROP TRIGGER IF EXISTS contracts_generate_number;
CREATE TRIGGER contracts_generate_number BEFORE INSERT ON contracts FOR EACH ROW
BEGIN
    DECLARE local_year SMALLINT UNSIGNED DEFAULT YEAR(NEW.created_at);
    IF NEW.contract_number REGEXP '^[0-9]{4}$' THEN
        IF NEW.contract_number + 0 IN (
            YEAR(NEW.created_at - INTERVAL 12 HOUR), YEAR(NEW.created_at + INTERVAL 14 HOUR)
        ) THEN
            SET local_year = NEW.contract_number;
        END IF;
    END IF;
    INSERT INTO contract_numbers () VALUES ();
    SET NEW.id = LAST_INSERT_ID();
    DELETE FROM contract_numbers WHERE number = NEW.id;
    SET NEW.contract_number = CONCAT(
        'CT-', local_year, '-', LPAD(NEW.id, GREATEST(6, CHAR_LENGTH(NEW.id)), '0')
    );
END;

DROP TRIGGER IF EXISTS events_generate_number;
CREATE TRIGGER events_generate_number BEFORE INSERT ON events FOR EACH ROW
BEGIN
    DECLARE local_year SMALLINT UNSIGNED DEFAULT YEAR(NEW.created_at);
    IF NEW.event_number REGEXP '^[0-9]{4}$' THEN
        IF NEW.event_number + 0 IN (
            YEAR(NEW.created_at - INTERVAL 12 HOUR), YEAR(NEW.created_at + INTERVAL 14 HOUR)
        ) THEN
            SET local_year = NEW.event_number;
        END IF;
    END IF;
    INSERT INTO event_numbers () VALUES ();
    SET NEW.id = LAST_INSERT_ID();
    DELETE FROM event_numbers WHERE number = NEW.id;
    SET NEW.event_number = CONCAT(
        'EV-', local_year, '-', LPAD(NEW.id, GREATEST(6, CHAR_LENGTH(NEW.id)), '0')
    );
END;

-- A year is no number: where the triggers are gone, no row gets one instead. The last part of a number is what people
-- type; contracts and events of the time when sequences restarted each year may share one. MySQL cannot be told to add
-- a column unless it is there, which it may be after an interruption.
SET @epic_events_statement = IF(
    EXISTS (
        SELECT 1 FROM information_schema.columns
        WHERE table_schema = DATABASE() AND table_name = 'users' AND column_name = 'short_number'
    ),
    'DO 0',
    'ALTER TABLE users
        ADD COLUMN short_number BIGINT UNSIGNED
            AS (CAST(CONCAT(''0'', SUBSTRING_INDEX(employee_number, ''-'', -1)) AS UNSIGNED)) STORED,
        ADD KEY index_user_short_number (short_number)'
);
PREPARE epic_events_statement FROM @epic_events_statement;
EXECUTE epic_events_statement;

SET @epic_events_statement = IF(
    EXISTS (
        SELECT 1 FROM information_schema.columns
        WHERE table_schema = DATABASE() AND table_name = 'contracts' AND column_name = 'short_number'
    ),
    'DO 0',
    'ALTER TABLE contracts
        DROP CONSTRAINT check_contract_number,
        ADD CONSTRAINT check_contract_number CHECK (contract_number LIKE ''CT-%''),
        ADD COLUMN short_number BIGINT UNSIGNED
            AS (CAST(CONCAT(''0'', SUBSTRING_INDEX(contract_number, ''-'', -1)) AS UNSIGNED)) STORED,
        ADD KEY index_contract_short_number (short_number)'
);
PREPARE epic_events_statement FROM @epic_events_statement;
EXECUTE epic_events_statement;

SET @epic_events_statement = IF(
    EXISTS (
        SELECT 1 FROM information_schema.columns
        WHERE table_schema = DATABASE() AND table_name = 'events' AND column_name = 'short_number'
    ),
    'DO 0',
    'ALTER TABLE events
        DROP CONSTRAINT check_event_number,
        ADD CONSTRAINT check_event_number CHECK (event_number LIKE ''EV-%''),
        ADD COLUMN short_number BIGINT UNSIGNED
            AS (CAST(CONCAT(''0'', SUBSTRING_INDEX(event_number, ''-'', -1)) AS UNSIGNED)) STORED,
        ADD KEY index_event_short_number (short_number)'
);
PREPARE epic_events_statement FROM @epic_events_statement;
EXECUTE epic_events_statement;
DEALLOCATE PREPARE epic_events_statement;

DROP TABLE IF EXISTS number_sequences;
