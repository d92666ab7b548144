-- Officials of an authority with an outcome that learning can change, in order of official.
SELECT held.official_id, held.level, held.outcome, held.prescribed, held.required,
    held.completed, greatest(held.required - held.completed, 0) AS short_by, held.plan_ids,
    held.ruleset_id
FROM evaluation AS held
WHERE held.reporting_year = CAST(:year AS smallint)
    AND held.authority_id = CAST(:authority_id AS integer)
    AND held.outcome = ANY (CAST(:outcomes AS text[]))
    AND greatest(held.required - held.completed, 0) <= CAST(:at_most AS integer)
    AND held.official_id > CAST(:after AS integer)
ORDER BY held.official_id
LIMIT CAST(:limit AS integer)
