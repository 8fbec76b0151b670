INSERT INTO turns (subject, subject_id, place, turn) VALUES
    (:subject, :subject_id, 0, 1), (:subject, :subject_id, 1, 1), (:subject, :subject_id, 2, 1),
    (:subject, :subject_id, 3, 1), (:subject, :subject_id, 4, 1), (:subject, :subject_id, 5, 1),
    (:subject, :subject_id, 6, 1), (:subject, :subject_id, 7, 1)
ON DUPLICATE KEY UPDATE turn = turn + 1
