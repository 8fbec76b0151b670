INSERT INTO turns (subject, subject_id, place, turn) VALUES (:subject, :subject_id, :place, 1)
ON DUPLICATE KEY UPDATE turn = turn + 1
