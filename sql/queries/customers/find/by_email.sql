WHERE customers.email = :email
