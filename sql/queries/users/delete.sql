DELETE FROM users WHERE id = :id AND version = :version
