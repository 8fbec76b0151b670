UPDATE runs SET is_unfinished = NULL, beginning = '' WHERE id = :id
