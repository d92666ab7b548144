-- Appends one audit event for each official looked at, or one event about none in particular.
INSERT INTO audit_event (
    client_id, purpose, action, request_id, reporting_year, authority_id, official_id,
    first_position, last_position, outcome
)
SELECT CAST(:client_id AS text), CAST(:purpose AS text), CAST(:action AS text),
    CAST(:request_id AS text), CAST(:year AS smallint), CAST(:authority_id AS integer),
    seen.official_id, CAST(:first_position AS bigint), CAST(:last_position AS bigint),
    CAST(:outcome AS text)
FROM unnest(CAST(:official_ids AS integer[])) AS seen (official_id)
