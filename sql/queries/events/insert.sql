INSERT INTO events (
    contract_id, customer_id, name, start_at, end_at, location, attendees, note, created_at, updated_at
) VALUES (
    :contract_id, :customer_id, :name, :start_at, :end_at, :location, :attendees, :note, :now, :now
)
