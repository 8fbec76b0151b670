WHERE events.id = :id
