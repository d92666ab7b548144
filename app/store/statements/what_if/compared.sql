-- Each verdict beside the outcome that is held, if one is.
SELECT verdict.official_id, verdict.authority_id, coalesce(held.level, verdict.level) AS level,
    held.outcome AS before, verdict.outcome AS after,
    held.prescribed AS prescribed_before, held.required AS required_before,
    held.completed AS completed_before, verdict.prescribed AS prescribed_after,
    verdict.required AS required_after, verdict.completed AS completed_after
FROM verdict
LEFT JOIN evaluation AS held ON held.reporting_year = CAST(:year AS smallint)
    AND held.official_id = verdict.official_id
