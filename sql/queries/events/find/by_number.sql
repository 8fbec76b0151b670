WHERE events.event_number = :event_number
