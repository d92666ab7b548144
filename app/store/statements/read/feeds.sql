-- For each year that a feed was read for: of how many of the caller's authorities all roads were read
-- to their end, of how many lately, since when of the one that waits longest, and what stands aside.
SELECT year.reporting_year, count(*) AS authorities,
    count(*) FILTER (WHERE held.roads >= CAST(:roads AS integer)) AS held_in_full,
    count(*) FILTER (
        WHERE held.roads >= CAST(:roads AS integer)
            AND held.through >= fresh.since
    ) AS fresh,
    min(held.through) FILTER (WHERE held.roads >= CAST(:roads AS integer)) AS confirmed_through,
    (SELECT count(*) FROM quarantine) AS quarantined
FROM (SELECT DISTINCT reporting_year FROM feed_run) AS year
LEFT JOIN unnest(CAST(:years AS integer[]), CAST(:fresh_since AS timestamptz[]))
    AS fresh (reporting_year, since) ON fresh.reporting_year = year.reporting_year
CROSS JOIN authority
CROSS JOIN LATERAL (
    SELECT count(*) AS roads, min(mark.facts_through) AS through
    FROM feed_watermark AS mark
    WHERE mark.reporting_year = year.reporting_year AND mark.authority_id IN (authority.id, 0)
) AS held
WHERE (SELECT tenant_reach()) = 'all'
    OR authority.id = ANY ((SELECT tenant_ids('app.authorities'))::integer[])
GROUP BY year.reporting_year
ORDER BY year.reporting_year DESC
