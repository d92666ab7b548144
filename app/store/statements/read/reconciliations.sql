-- The last reconciliation of each authority that the caller may see, in order of authority.
SELECT held.authority_id, held.run_id, held.reporting_year,
    jsonb_agg(
        jsonb_build_object('verdict', held.verdict, 'reason', held.reason, 'facts', held.facts)
        ORDER BY held.verdict, held.reason
    ) AS findings
FROM reconciliation AS held
WHERE held.reporting_year = CAST(:year AS smallint)
    AND held.authority_id > CAST(:after AS integer)
    AND held.run_id = (
        SELECT max(last.run_id) FROM reconciliation AS last
        WHERE last.reporting_year = held.reporting_year AND last.authority_id = held.authority_id
    )
GROUP BY held.authority_id, held.run_id, held.reporting_year
ORDER BY held.authority_id
LIMIT CAST(:limit AS integer)
