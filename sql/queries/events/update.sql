UPDATE events
SET name = :name, start_at = :start_at, end_at = :end_at, location = :location, attendees = :attendees, note = :note,
    version = version + 1, updated_at = :now
WHERE id = :id AND version = :version
