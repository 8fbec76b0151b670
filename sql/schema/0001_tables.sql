-- The tables of the domain. Money is DECIMAL(12,2), times are UTC, foreign keys restrict, every constraint has a name
-- that the program maps to a domain error. A statement that ran before an interruption may run again. An index that
-- begins with a foreign key goes on with columns that are never null: MySQL 9.7 checks no key beside a null in its index.

CREATE TABLE IF NOT EXISTS roles (
    id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
    name VARCHAR(30) NOT NULL,
    PRIMARY KEY (id),
    UNIQUE KEY unique_role_name (name)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_520_ci;

CREATE TABLE IF NOT EXISTS permissions (
    id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
    name VARCHAR(60) NOT NULL,
    PRIMARY KEY (id),
    UNIQUE KEY unique_permission_name (name)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_520_ci;

CREATE TABLE IF NOT EXISTS role_permissions (
    role_id BIGINT UNSIGNED NOT NULL,
    permission_id BIGINT UNSIGNED NOT NULL,
    scope VARCHAR(10) NOT NULL,
    PRIMARY KEY (role_id, permission_id),
    KEY index_role_permission_permission (permission_id),
    CONSTRAINT foreign_role_permission_role FOREIGN KEY (role_id) REFERENCES roles (id),
    CONSTRAINT foreign_role_permission_permission FOREIGN KEY (permission_id) REFERENCES permissions (id),
    CONSTRAINT check_role_permission_scope CHECK (scope IN ('any', 'own'))
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_520_ci;

-- The last number given per kind and year (0 where numbers do not restart each year); only triggers write it.
CREATE TABLE IF NOT EXISTS number_sequences (
    kind VARCHAR(20) NOT NULL,
    year SMALLINT UNSIGNED NOT NULL,
    last_number INT UNSIGNED NOT NULL,
    PRIMARY KEY (kind, year)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_520_ci;

CREATE TABLE IF NOT EXISTS users (
    id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
    employee_number VARCHAR(20) NOT NULL DEFAULT '',
    role_id BIGINT UNSIGNED NOT NULL,
    first_name VARCHAR(100) NOT NULL,
    last_name VARCHAR(100) NOT NULL,
    email VARCHAR(254) NOT NULL,
    phone_number VARCHAR(20) NOT NULL,
    username VARCHAR(32) NOT NULL,
    password_hash VARCHAR(255) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    password_expires_at DATETIME(6) NULL,
    must_change_password BOOLEAN NOT NULL DEFAULT TRUE,
    is_active BOOLEAN NOT NULL DEFAULT TRUE,
    last_login_at DATETIME(6) NULL,
    version INT UNSIGNED NOT NULL DEFAULT 1,
    created_at DATETIME(6) NOT NULL,
    updated_at DATETIME(6) NOT NULL,
    PRIMARY KEY (id),
    UNIQUE KEY unique_user_employee_number (employee_number),
    UNIQUE KEY unique_user_email (email),
    UNIQUE KEY unique_user_phone_number (phone_number),
    UNIQUE KEY unique_user_username (username),
    KEY index_user_role (role_id, is_active, last_name, first_name, id),
    KEY index_user_name (last_name, first_name, id),
    CONSTRAINT foreign_user_role FOREIGN KEY (role_id) REFERENCES roles (id),
    CONSTRAINT check_user_username CHECK (username COLLATE utf8mb4_bin REGEXP '^[a-z][a-z0-9._-]{2,31}$'),
    CONSTRAINT check_user_names CHECK (first_name <> '' AND last_name <> '')
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_520_ci;

CREATE TABLE IF NOT EXISTS customers (
    id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
    sales_user_id BIGINT UNSIGNED NOT NULL,
    first_name VARCHAR(100) NOT NULL,
    last_name VARCHAR(100) NOT NULL,
    email VARCHAR(254) NOT NULL,
    phone_number VARCHAR(20) NOT NULL,
    company_name VARCHAR(150) NOT NULL,
    version INT UNSIGNED NOT NULL DEFAULT 1,
    created_at DATETIME(6) NOT NULL,
    updated_at DATETIME(6) NOT NULL,
    PRIMARY KEY (id),
    UNIQUE KEY unique_customer_email (email),
    KEY index_customer_phone_number (phone_number),
    KEY index_customer_name (last_name, first_name, id),
    KEY index_customer_company (company_name, id),
    KEY index_customer_created (created_at, id),
    KEY index_customer_updated (updated_at, id),
    KEY index_customer_sales (sales_user_id, id),
    KEY index_customer_sales_name (sales_user_id, last_name, first_name, id),
    KEY index_customer_sales_company (sales_user_id, company_name, id),
    KEY index_customer_sales_created (sales_user_id, created_at, id),
    KEY index_customer_sales_updated (sales_user_id, updated_at, id),
    CONSTRAINT foreign_customer_sales_user FOREIGN KEY (sales_user_id) REFERENCES users (id),
    CONSTRAINT check_customer_texts CHECK (first_name <> '' AND last_name <> '' AND company_name <> '')
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_520_ci;

CREATE TABLE IF NOT EXISTS contracts (
    id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
    contract_number VARCHAR(20) NOT NULL DEFAULT '',
    customer_id BIGINT UNSIGNED NOT NULL,
    management_user_id BIGINT UNSIGNED NOT NULL,
    total_amount DECIMAL(12, 2) NOT NULL,
    balance_due DECIMAL(12, 2) NOT NULL,
    signed_at DATETIME(6) NULL,
    signed_by_user_id BIGINT UNSIGNED NULL,
    version INT UNSIGNED NOT NULL DEFAULT 1,
    created_at DATETIME(6) NOT NULL,
    updated_at DATETIME(6) NOT NULL,
    PRIMARY KEY (id),
    UNIQUE KEY unique_contract_number (contract_number),
    UNIQUE KEY unique_contract_customer (id, customer_id),
    KEY index_contract_customer (customer_id, id),
    KEY index_contract_management_user (management_user_id, customer_id, id),
    KEY index_contract_signed (signed_at, id),
    KEY index_contract_management (management_user_id, id),
    KEY index_contract_management_amount (management_user_id, total_amount, id),
    KEY index_contract_management_balance (management_user_id, balance_due, id),
    KEY index_contract_balance (balance_due, id),
    KEY index_contract_amount (total_amount, id),
    KEY index_contract_created (created_at, id),
    KEY index_contract_signed_by (signed_by_user_id),
    CONSTRAINT foreign_contract_customer FOREIGN KEY (customer_id) REFERENCES customers (id),
    CONSTRAINT foreign_contract_management_user FOREIGN KEY (management_user_id) REFERENCES users (id),
    CONSTRAINT foreign_contract_signed_by FOREIGN KEY (signed_by_user_id) REFERENCES users (id),
    CONSTRAINT check_contract_total CHECK (total_amount > 0),
    CONSTRAINT check_contract_balance CHECK (balance_due >= 0 AND balance_due <= total_amount),
    CONSTRAINT check_contract_signature CHECK ((signed_at IS NULL) = (signed_by_user_id IS NULL)),
    CONSTRAINT check_contract_unsigned_unpaid CHECK (signed_at IS NOT NULL OR balance_due = total_amount)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_520_ci;

-- The ledger: rows are added, never changed. A reversal is a new row with the opposite amount.
CREATE TABLE IF NOT EXISTS payments (
    id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
    contract_id BIGINT UNSIGNED NOT NULL,
    amount DECIMAL(12, 2) NOT NULL,
    paid_on DATE NOT NULL,
    method VARCHAR(20) NOT NULL,
    reference VARCHAR(100) NULL,
    recorded_by_user_id BIGINT UNSIGNED NOT NULL,
    reverses_payment_id BIGINT UNSIGNED NULL,
    reason VARCHAR(500) NULL,
    created_at DATETIME(6) NOT NULL,
    PRIMARY KEY (id),
    UNIQUE KEY unique_payment_contract (id, contract_id),
    UNIQUE KEY unique_payment_reversal (reverses_payment_id),
    KEY index_payment_contract (contract_id, id),
    KEY index_payment_recorded_by (recorded_by_user_id),
    KEY index_payment_reversed (reverses_payment_id, contract_id),
    CONSTRAINT foreign_payment_contract FOREIGN KEY (contract_id) REFERENCES contracts (id),
    CONSTRAINT foreign_payment_recorded_by FOREIGN KEY (recorded_by_user_id) REFERENCES users (id),
    CONSTRAINT foreign_payment_reversed FOREIGN KEY (reverses_payment_id, contract_id)
        REFERENCES payments (id, contract_id),
    CONSTRAINT check_payment_amount CHECK (
        (reverses_payment_id IS NULL AND amount > 0)
        OR (reverses_payment_id IS NOT NULL AND amount < 0 AND reason IS NOT NULL)
    ),
    CONSTRAINT check_payment_method CHECK (method IN ('transfer', 'card', 'cheque', 'cash'))
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_520_ci;

CREATE TABLE IF NOT EXISTS events (
    id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
    event_number VARCHAR(20) NOT NULL DEFAULT '',
    contract_id BIGINT UNSIGNED NOT NULL,
    customer_id BIGINT UNSIGNED NOT NULL,
    support_user_id BIGINT UNSIGNED NULL,
    name VARCHAR(150) NOT NULL,
    start_at DATETIME(6) NOT NULL,
    end_at DATETIME(6) NOT NULL,
    location VARCHAR(255) NOT NULL,
    attendees INT UNSIGNED NOT NULL,
    note VARCHAR(4000) NULL,
    cancelled_at DATETIME(6) NULL,
    cancellation_reason VARCHAR(500) NULL,
    version INT UNSIGNED NOT NULL DEFAULT 1,
    created_at DATETIME(6) NOT NULL,
    updated_at DATETIME(6) NOT NULL,
    PRIMARY KEY (id),
    UNIQUE KEY unique_event_number (event_number),
    KEY index_event_contract (contract_id, customer_id),
    KEY index_event_customer (customer_id, id),
    KEY index_event_support (support_user_id, start_at, id),
    KEY index_event_start (start_at, id),
    KEY index_event_end (end_at, id),
    KEY index_event_name (name, id),
    KEY index_event_cancelled (cancelled_at, id),
    CONSTRAINT foreign_event_contract FOREIGN KEY (contract_id, customer_id)
        REFERENCES contracts (id, customer_id),
    CONSTRAINT foreign_event_customer FOREIGN KEY (customer_id) REFERENCES customers (id),
    CONSTRAINT foreign_event_support_user FOREIGN KEY (support_user_id) REFERENCES users (id),
    CONSTRAINT check_event_dates CHECK (end_at > start_at),
    CONSTRAINT check_event_attendees CHECK (attendees <= 100000),
    CONSTRAINT check_event_cancellation CHECK ((cancelled_at IS NULL) = (cancellation_reason IS NULL))
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_520_ci;

CREATE TABLE IF NOT EXISTS sessions (
    id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
    token_id CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    user_id BIGINT UNSIGNED NOT NULL,
    opened_at DATETIME(6) NOT NULL,
    last_seen_at DATETIME(6) NOT NULL,
    expires_at DATETIME(6) NOT NULL,
    closed_at DATETIME(6) NULL,
    close_reason VARCHAR(30) NULL,
    host VARCHAR(255) NOT NULL,
    PRIMARY KEY (id),
    UNIQUE KEY unique_session_token (token_id),
    KEY index_session_user (user_id, id),
    KEY index_session_open (closed_at, expires_at, id),
    CONSTRAINT foreign_session_user FOREIGN KEY (user_id) REFERENCES users (id),
    CONSTRAINT check_session_closing CHECK ((closed_at IS NULL) = (close_reason IS NULL))
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_520_ci;

-- One row per name somebody tried, whether or not an account has it, so that nobody learns which names exist.
CREATE TABLE IF NOT EXISTS login_throttles (
    username VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    failures INT UNSIGNED NOT NULL,
    first_failure_at DATETIME(6) NOT NULL,
    blocks INT UNSIGNED NOT NULL,
    blocked_until DATETIME(6) NULL,
    PRIMARY KEY (username)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_520_ci;

-- The journal. An entry outlives the account that made it: the actor is kept by number and name, without foreign key.
CREATE TABLE IF NOT EXISTS audit_entries (
    id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
    chain_id CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    sequence INT UNSIGNED NOT NULL,
    session_id BIGINT UNSIGNED NULL,
    operation_id CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    recorded_at DATETIME(6) NOT NULL,
    actor_user_id BIGINT UNSIGNED NULL,
    actor_username VARCHAR(64) NOT NULL,
    command VARCHAR(60) NOT NULL,
    outcome VARCHAR(40) NOT NULL,
    object_type VARCHAR(30) NULL,
    object_id BIGINT UNSIGNED NULL,
    changes MEDIUMTEXT NOT NULL,
    reason VARCHAR(500) NULL,
    previous_hash CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    hash CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    PRIMARY KEY (id),
    UNIQUE KEY unique_audit_operation (operation_id),
    UNIQUE KEY unique_audit_chain (chain_id, sequence),
    KEY index_audit_object (object_type, object_id, recorded_at, id),
    KEY index_audit_object_time (object_type, recorded_at, id),
    KEY index_audit_actor (actor_user_id, recorded_at, id),
    KEY index_audit_time (recorded_at, id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_520_ci;
