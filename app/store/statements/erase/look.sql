-- Leaves in some rows that wait for a check nothing that names anybody.
UPDATE roster_look SET (emails, codes, names) = (
    SELECT array_agg(CASE WHEN told.gone THEN NULL ELSE told.email END ORDER BY told.place),
        array_agg(CASE WHEN told.gone THEN NULL ELSE told.code END ORDER BY told.place),
        array_agg(CASE WHEN told.gone THEN NULL ELSE told.name END ORDER BY told.place)
    FROM (
        SELECT line.number = ANY (CAST(:rows AS integer[])) AS gone, line.*
        FROM unnest(numbers, emails, codes, names) WITH ORDINALITY
            AS line (number, email, code, name, place)
    ) AS told
)
WHERE roster_id = CAST(:roster_id AS bigint) AND authority_id = CAST(:authority_id AS integer)
    AND first_row = CAST(:first_row AS integer)
