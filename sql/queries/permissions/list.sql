SELECT name FROM permissions ORDER BY id
