-- The trigger that makes the number finds there the year it is where the company is.
INSERT INTO events (
    event_number, contract_id, customer_id, name, start_at, end_at, location, attendees, note, created_at, updated_at
) VALUES (
    :local_year, :contract_id, :customer_id, :name, :start_at, :end_at, :location, :attendees, :note, :now, :now
)
