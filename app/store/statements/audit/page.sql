-- Events of the caller's own authorities, the last first; all for a caller who sees everything. Whom
-- he may not see has no number: a claim does not tell who is claimed, and so neither does the trail.
SELECT link, chain_hash, id, at, client_id, person, purpose, action, request_id, reporting_year,
    authority_id, CASE WHEN EXISTS (SELECT FROM official WHERE official.id = audit_event.official_id)
        THEN official_id END AS official_id, first_position, last_position, reach, outcome,
    officials
FROM audit_event
WHERE (CAST(:before AS bigint) = 0 OR id < CAST(:before AS bigint))
    AND (tenant_reach() = 'all' OR authority_id = ANY (tenant_ids('app.authorities')))
    AND (CAST(:client_id AS text) IS NULL OR client_id = CAST(:client_id AS text))
    AND (CAST(:action AS text) IS NULL OR action = CAST(:action AS text))
    AND (CAST(:authority_id AS integer) IS NULL OR authority_id = CAST(:authority_id AS integer))
    AND (CAST(:since AS timestamptz) IS NULL OR at >= CAST(:since AS timestamptz))
    AND (CAST(:until AS timestamptz) IS NULL OR at < CAST(:until AS timestamptz))
ORDER BY id DESC
LIMIT CAST(:limit AS integer)
