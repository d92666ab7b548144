-- Appointments that touch a year, with whether the officer is still here, and the own map's level.
SELECT held.id AS record_id, held.official_id, held.category, held.designation,
    held.designation_key, held.valid_from, held.valid_until, own.level AS own_level,
    official.id IS NOT NULL AND official.left_position IS NULL AS here,
    doubt.official_id IS NOT NULL AS in_doubt
FROM liaison_officer AS held
LEFT JOIN official ON official.id = held.official_id AND official.authority_id = held.authority_id
LEFT JOIN completion_doubt AS doubt ON doubt.official_id = official.id
    AND doubt.withdrawn_position IS NULL
LEFT JOIN designation_level AS own ON own.authority_id = held.authority_id
    AND own.designation_key = held.designation_key AND own.withdrawn_position IS NULL
WHERE held.authority_id = CAST(:authority_id AS integer) AND held.withdrawn_position IS NULL
    AND held.valid_from <= CAST(:last_day AS date)
    AND (held.valid_until IS NULL OR held.valid_until >= CAST(:first_day AS date))
ORDER BY held.official_id, held.valid_from, held.id
