INSERT INTO run_lines (operation_id, outcome) VALUES (:operation_id, :outcome)
