DELETE FROM customers WHERE id = :id AND version = :version
