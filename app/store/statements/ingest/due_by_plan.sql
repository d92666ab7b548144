-- Everybody for whom a plan's authority prescribes, or may, where he stands or stood in the year,
-- or by a declaration that he has no MDO: a changed plan makes them due.
INSERT INTO evaluation_due (reporting_year, official_id, position)
SELECT CAST(:year AS smallint), touched.official_id, CAST(:position AS bigint)
FROM (
    SELECT place.official_id
    FROM authority
    CROSS JOIN (
        SELECT id AS official_id, profile_id FROM official
        UNION ALL
        SELECT official_id, profile_id FROM posting
        WHERE valid_to >= make_date(CAST(:year AS integer), 4, 1)
            AND valid_from < make_date(CAST(:year AS integer) + 1, 4, 1)
    ) AS place
    JOIN profile ON profile.id = place.profile_id
    WHERE authority.id = CAST(:authority_id AS integer)
        AND (
            profile.authority_id = authority.id
            OR lower(btrim(profile.controlling_authority)) = lower(btrim(authority.name))
        )
    UNION
    SELECT official_id FROM no_mdo_declaration
    WHERE controlling_authority_id = CAST(:authority_id AS integer)
        AND withdrawn_position IS NULL
) AS touched
ON CONFLICT (reporting_year, official_id) DO UPDATE SET position = excluded.position
-- Whoever is due by it already, for another plan of the same report, is not written again.
WHERE evaluation_due.position <> excluded.position
