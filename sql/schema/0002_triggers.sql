-- What must hold whatever a client sets for itself: append-only tables, generated numbers, irreversible signatures.
-- Triggers run with the rights of the owner, so the program's account needs none on number_sequences.

DROP TRIGGER IF EXISTS payments_refuse_update;
CREATE TRIGGER payments_refuse_update BEFORE UPDATE ON payments FOR EACH ROW
    SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'payments are append-only';

DROP TRIGGER IF EXISTS payments_refuse_delete;
CREATE TRIGGER payments_refuse_delete BEFORE DELETE ON payments FOR EACH ROW
    SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'payments are append-only';

DROP TRIGGER IF EXISTS audit_entries_refuse_update;
CREATE TRIGGER audit_entries_refuse_update BEFORE UPDATE ON audit_entries FOR EACH ROW
    SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'audit entries are append-only';

DROP TRIGGER IF EXISTS audit_entries_refuse_delete;
CREATE TRIGGER audit_entries_refuse_delete BEFORE DELETE ON audit_entries FOR EACH ROW
    SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'audit entries are append-only';

DROP TRIGGER IF EXISTS users_generate_number;
CREATE TRIGGER users_generate_number BEFORE INSERT ON users FOR EACH ROW
BEGIN
    INSERT INTO number_sequences (kind, year, last_number) VALUES ('employee', 0, 1)
        ON DUPLICATE KEY UPDATE last_number = last_number + 1;
    SET @epic_events_number = (SELECT last_number FROM number_sequences WHERE kind = 'employee' AND year = 0);
    SET NEW.employee_number = CONCAT(
        'EMP-', LPAD(@epic_events_number, GREATEST(4, CHAR_LENGTH(@epic_events_number)), '0')
    );
END;

DROP TRIGGER IF EXISTS contracts_generate_number;
CREATE TRIGGER contracts_generate_number BEFORE INSERT ON contracts FOR EACH ROW
BEGIN
    INSERT INTO number_sequences (kind, year, last_number) VALUES ('contract', YEAR(NEW.created_at), 1)
        ON DUPLICATE KEY UPDATE last_number = last_number + 1;
    SET @epic_events_number = (
        SELECT last_number FROM number_sequences WHERE kind = 'contract' AND year = YEAR(NEW.created_at)
    );
    SET NEW.contract_number = CONCAT(
        'CT-', YEAR(NEW.created_at), '-',
        LPAD(@epic_events_number, GREATEST(6, CHAR_LENGTH(@epic_events_number)), '0')
    );
END;

DROP TRIGGER IF EXISTS events_generate_number;
CREATE TRIGGER events_generate_number BEFORE INSERT ON events FOR EACH ROW
BEGIN
    INSERT INTO number_sequences (kind, year, last_number) VALUES ('event', YEAR(NEW.created_at), 1)
        ON DUPLICATE KEY UPDATE last_number = last_number + 1;
    SET @epic_events_number = (
        SELECT last_number FROM number_sequences WHERE kind = 'event' AND year = YEAR(NEW.created_at)
    );
    SET NEW.event_number = CONCAT(
        'EV-', YEAR(NEW.created_at), '-',
        LPAD(@epic_events_number, GREATEST(6, CHAR_LENGTH(@epic_events_number)), '0')
    );
END;

-- B6: a signature is irreversible and freezes amount and customer.
DROP TRIGGER IF EXISTS contracts_keep_signature;
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
