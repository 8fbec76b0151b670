INSERT INTO runs (id, actor_user_id, files_digest, is_unfinished, began_at, beginning)
VALUES (:id, :actor_user_id, :files_digest, TRUE, :began_at, :beginning)
