UPDATE users SET is_active = :is_active, version = version + 1, updated_at = :now WHERE id = :id
