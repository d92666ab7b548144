-- Those drawn, as officials.
INSERT INTO official (
    id, authority_id, service_id, cadre_id, profile_id, name, active, joined_on,
    learned_position, arrived_position
)
SELECT drawn.official_id, drawn.authority_id, profile.service_id, profile.cadre_id, profile.id,
    'Official ' || drawn.official_id, true, DATE '2024-06-03', 1, 1
FROM drawn
JOIN profile USING (digest)
