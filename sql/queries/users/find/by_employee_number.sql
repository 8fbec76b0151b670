WHERE users.employee_number = :employee_number
