-- Numbers are given here, so that the next one follows: a server that counts the rows of a SELECT leaves a gap.
INSERT INTO events (
    id, contract_id, customer_id, support_user_id, name, start_at, end_at, location, attendees, note, created_at,
    updated_at
)
SELECT
    parties.place, contracts.id, contracts.customer_id, users.id, parties.name,
    TIMESTAMPADD(HOUR, parties.starts_at, TIMESTAMPADD(DAY, parties.starts_in, DATE(:now))),
    TIMESTAMPADD(HOUR, parties.starts_at + parties.lasts, TIMESTAMPADD(DAY, parties.starts_in, DATE(:now))),
    parties.location, parties.attendees, parties.note, TIMESTAMPADD(DAY, -11, :now), TIMESTAMPADD(DAY, -11, :now)
FROM (
    SELECT 1 AS place, 26900.00 AS total_amount, NULL AS username, 'Lancement de produit' AS name, 21 AS starts_in,
        16 AS starts_at, 5 AS lasts, 'Halle Tropisme, 121 rue Fontcouverte, 34070 Montpellier' AS location,
        220 AS attendees, 'Scène et sonorisation fournies par le lieu.' AS note
    UNION ALL
    SELECT 2, 26900.00, 'support1', 'Séminaire annuel', 14, 8, 9, '53 rue du Château, 41120 Candé-sur-Beuvron', 75,
        'Petit-déjeuner d’accueil à partir de 8 h 30. Deux repas végétariens.'
    UNION ALL
    SELECT 3, 18450.75, 'support2', 'Mariage de Lou et Sacha', 30, 13, 14, 'Domaine Lou Bouzin, 33210 Sauternes', 140,
        'Cérémonie sous les platanes ; repli dans l’orangerie en cas de pluie.'
    UNION ALL
    SELECT 4, 18450.75, NULL, 'Dégustation des primeurs', 45, 9, 4, 'Domaine Lou Bouzin, 33210 Sauternes', 60, NULL
) AS parties
JOIN contracts ON contracts.total_amount = parties.total_amount
LEFT JOIN users ON users.username = parties.username
ORDER BY parties.place
