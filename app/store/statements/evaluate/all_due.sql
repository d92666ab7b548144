-- Everybody who holds an outcome of the year is due, if none of them rests on any of these rules: a
-- release has brought others. Where one does, the first row of it ends the search.
INSERT INTO evaluation_due (reporting_year, official_id, position)
SELECT reporting_year, official_id, CAST(:position AS bigint)
FROM evaluation
WHERE reporting_year = CAST(:year AS smallint) AND NOT (SELECT EXISTS (
    SELECT FROM evaluation AS held
    WHERE held.reporting_year = CAST(:year AS smallint)
        AND held.ruleset_id = ANY (CAST(:ruleset_ids AS smallint[]))
))
ON CONFLICT (reporting_year, official_id) DO UPDATE SET position = excluded.position
