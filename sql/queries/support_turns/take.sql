INSERT INTO support_turns (user_id, turn) VALUES (:user_id, 1) ON DUPLICATE KEY UPDATE turn = turn + 1
