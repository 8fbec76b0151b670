WHERE users.short_number = :short_number
