-- Nothing but the event: locks on the customer and on the people would make others wait for no reason.
SELECT events.id FROM events WHERE events.id = :id FOR UPDATE
