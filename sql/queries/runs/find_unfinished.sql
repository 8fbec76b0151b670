SELECT id, beginning FROM runs
WHERE actor_user_id = :actor_user_id AND files_digest = :files_digest AND is_unfinished = TRUE
