WHERE events.short_number = :short_number
