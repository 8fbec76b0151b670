DELETE FROM contracts WHERE id = :id AND version = :version AND signed_at IS NULL
