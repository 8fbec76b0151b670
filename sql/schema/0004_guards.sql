-- No row without a number, even where the triggers that give it are gone: a restored dump may lack them. What lets the
-- program see that they are there follows at the end. A row that such a loss left without a number (one of each table
-- at most, since numbers are unique) gets its own first.

INSERT INTO number_sequences (kind, year, last_number)
    SELECT 'employee', 0, 1 FROM users WHERE employee_number = ''
    ON DUPLICATE KEY UPDATE last_number = last_number + 1;
UPDATE users SET employee_number = (
    SELECT CONCAT('EMP-', LPAD(last_number, GREATEST(4, CHAR_LENGTH(last_number)), '0'))
    FROM number_sequences WHERE kind = 'employee' AND year = 0
) WHERE employee_number = '';

INSERT INTO number_sequences (kind, year, last_number)
    SELECT 'event', YEAR(created_at), 1 FROM events WHERE event_number = ''
    ON DUPLICATE KEY UPDATE last_number = last_number + 1;
UPDATE events SET event_number = (
    SELECT CONCAT('EV-', year, '-', LPAD(last_number, GREATEST(6, CHAR_LENGTH(last_number)), '0'))
    FROM number_sequences WHERE kind = 'event' AND year = YEAR(events.created_at)
) WHERE event_number = '';

-- The number of a contract never changes: the trigger that sees to it steps aside meanwhile.
DROP TRIGGER IF EXISTS contracts_keep_signature;

INSERT INTO number_sequences (kind, year, last_number)
    SELECT 'contract', YEAR(created_at), 1 FROM contracts WHERE contract_number = ''
    ON DUPLICATE KEY UPDATE last_number = last_number + 1;
UPDATE contracts SET contract_number = (
    SELECT CONCAT('CT-', year, '-', LPAD(last_number, GREATEST(6, CHAR_LENGTH(last_number)), '0'))
    FROM number_sequences WHERE kind = 'contract' AND year = YEAR(contracts.created_at)
) WHERE contract_number = '';

CREATE TRIGGER contracts_keep_signature BEFORE UPDATE ON contracts FOR EACH ROW
BEGIN
    IF NEW.contract_number <> OLD.contract_number THEN
        SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'contract numbers never change';
    END IF;
    IF OLD.signed_at IS NOT NULL AND NOT (
        NEW.signed_at <=> OLD.signed_at
        AND NEW.signed_by_user_id <=> OLD.signed_by_user_id
        AND NEW.total_amount = OLD.total_amount
        AND NEW.customer_id = OLD.customer_id
    ) THEN
        SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'a signed contract keeps signature, amount and customer';
    END IF;
END;

-- MySQL cannot be told to add a check unless it is there, which it may be after an interruption.
SET @epic_events_statement = IF(
    EXISTS (
        SELECT 1 FROM information_schema.table_constraints
        WHERE table_schema = DATABASE() AND table_name = 'users' AND constraint_name = 'check_user_employee_number'
    ),
    'DO 0', 'ALTER TABLE users ADD CONSTRAINT check_user_employee_number CHECK (employee_number <> '''')'
);
PREPARE epic_events_statement FROM @epic_events_statement;
EXECUTE epic_events_statement;

SET @epic_events_statement = IF(
    EXISTS (
        SELECT 1 FROM information_schema.table_constraints
        WHERE table_schema = DATABASE() AND table_name = 'contracts' AND constraint_name = 'check_contract_number'
    ),
    'DO 0', 'ALTER TABLE contracts ADD CONSTRAINT check_contract_number CHECK (contract_number <> '''')'
);
PREPARE epic_events_statement FROM @epic_events_statement;
EXECUTE epic_events_statement;

SET @epic_events_statement = IF(
    EXISTS (
        SELECT 1 FROM information_schema.table_constraints
        WHERE table_schema = DATABASE() AND table_name = 'events' AND constraint_name = 'check_event_number'
    ),
    'DO 0', 'ALTER TABLE events ADD CONSTRAINT check_event_number CHECK (event_number <> '''')'
);
PREPARE epic_events_statement FROM @epic_events_statement;
EXECUTE epic_events_statement;
DEALLOCATE PREPARE epic_events_statement;

-- The triggers of this database, shown to the program's account, which may not see them itself: the right to see a
-- trigger is the right to make one. It acts in the name of the owner; whose name is not the owner's is shown too.
DROP PROCEDURE IF EXISTS installed_triggers;
CREATE PROCEDURE installed_triggers() READS SQL DATA SQL SECURITY DEFINER
    SELECT
        CONCAT(
            trigger_name, ' ', action_timing, ' ', event_manipulation, ' ON ', event_object_table, ' FOR EACH ROW ',
            action_statement
        ) AS definition,
        NULLIF(definer, CURRENT_USER()) AS foreign_definer
    FROM information_schema.triggers
    WHERE event_object_schema = DATABASE();
