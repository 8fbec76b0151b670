INSERT INTO customers (
    sales_user_id, first_name, last_name, email, phone_number, company_name, created_at, updated_at
)
SELECT
    users.id, clients.first_name, clients.last_name, clients.email, clients.phone_number, clients.company_name,
    TIMESTAMPADD(DAY, -clients.age, :now), TIMESTAMPADD(DAY, -clients.last_contact, :now)
FROM (
    SELECT 1 AS place, 'sales2' AS username, 'Kevin' AS first_name, 'Casey' AS last_name,
        'kevin@startup.io' AS email, '+67812345678' AS phone_number, 'Cool Startup LLC' AS company_name,
        180 AS age, 12 AS last_contact
    UNION ALL
    SELECT 2, 'sales2', 'Camille', 'Fournier', 'camille.fournier@atelier-fournier.example', '+33472405060',
        'Atelier Fournier', 20, 20
    UNION ALL
    SELECT 3, 'sales3', 'Lou', 'Bouzin', 'contact@lou-bouzin.example', '+33666123456', 'Domaine Lou Bouzin', 150, 5
) AS clients
JOIN users ON users.username = clients.username
ORDER BY clients.place
