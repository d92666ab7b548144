-- Appends one audit event for each official looked at, or one event about none in particular. Where
-- none is given, the authority is the official's own on that day. A bulk read keeps its reach, a page
-- those whom it showed.
INSERT INTO audit_event (
    client_id, person, purpose, action, request_id, reporting_year, authority_id, official_id,
    first_position, last_position, reach, outcome, officials
)
SELECT CAST(:client_id AS text), CAST(:person AS text), CAST(:purpose AS text),
    CAST(:action AS text), CAST(:request_id AS text), CAST(:year AS smallint),
    COALESCE(CAST(:authority_id AS integer), official.authority_id), seen.official_id,
    CAST(:first_position AS bigint), CAST(:last_position AS bigint),
    CASE WHEN CAST(:first_position AS bigint) IS NOT NULL THEN jsonb_build_object(
        'everything', tenant_reach() = 'all',
        'authorities', COALESCE(tenant_ids('app.authorities'), '{}'),
        'services', COALESCE(tenant_ids('app.services'), '{}'),
        'cadres', COALESCE(tenant_ids('app.cadres'), '{}')
    ) END,
    CAST(:outcome AS text), CAST(:shown AS integer[])
FROM unnest(CAST(:official_ids AS integer[])) AS seen (official_id)
LEFT JOIN official ON official.id = seen.official_id
