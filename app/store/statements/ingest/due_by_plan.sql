-- Everybody for whom a plan's authority prescribes, or may: a changed plan makes them due.
INSERT INTO evaluation_due (reporting_year, official_id, position)
SELECT CAST(:year AS smallint), official.id, CAST(:position AS bigint)
FROM official
JOIN profile ON profile.id = official.profile_id
JOIN authority ON authority.id = CAST(:authority_id AS integer)
WHERE official.authority_id = authority.id
    OR lower(btrim(profile.controlling_authority)) = lower(btrim(authority.name))
ON CONFLICT (reporting_year, official_id) DO UPDATE SET position = excluded.position
