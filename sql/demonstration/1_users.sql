INSERT INTO users (
    role_id, first_name, last_name, email, phone_number, username, password_hash, must_change_password, is_active,
    created_at, updated_at
)
SELECT
    roles.id, people.first_name, people.last_name, people.email, people.phone_number, people.username,
    :password_hash, FALSE, TRUE, TIMESTAMPADD(DAY, -400, :now), TIMESTAMPADD(DAY, -400, :now)
FROM (
    SELECT 1 AS place, 'management' AS role, 'Hélène' AS first_name, 'Rousseau' AS last_name,
        'helene.rousseau@epic-events.example' AS email, '+33140203001' AS phone_number, 'manager1' AS username
    UNION ALL SELECT 2, 'management', 'Karim', 'Benali', 'karim.benali@epic-events.example', '+33140203002', 'manager2'
    UNION ALL SELECT 3, 'sales', 'Bill', 'Boquet', 'bill.boquet@epic-events.example', '+33140203003', 'sales1'
    UNION ALL SELECT 4, 'sales', 'Dawn', 'Stanley', 'dawn.stanley@epic-events.example', '+33140203004', 'sales2'
    UNION ALL SELECT 5, 'sales', 'Zoé', 'Lefèvre', 'zoe.lefevre@epic-events.example', '+33140203005', 'sales3'
    UNION ALL SELECT 6, 'support', 'Kate', 'Hastroff', 'kate.hastroff@epic-events.example', '+33140203006', 'support1'
    UNION ALL SELECT 7, 'support', 'Aliénor', 'Vichum', 'alienor.vichum@epic-events.example', '+33140203007', 'support2'
) AS people
JOIN roles ON roles.name = people.role
ORDER BY people.place
