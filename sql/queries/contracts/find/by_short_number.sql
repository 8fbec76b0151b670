WHERE contracts.short_number = :short_number
