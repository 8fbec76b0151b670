-- What the server takes for the same text has the same weights, and two texts of one digest only wait for each other.
INSERT INTO turns (subject, subject_id, place, turn) VALUES (:subject, CRC32(WEIGHT_STRING(:text)), 0, 1)
ON DUPLICATE KEY UPDATE turn = turn + 1
