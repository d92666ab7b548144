-- Sets the tenant, reads the entry that stands for one official and year, and notes the access, in one
-- round trip. Nothing is read, nor noted, before the tenant stands: each part takes a row of it first.
WITH tenant AS MATERIALIZED (
    SELECT set_config('app.reach', CAST(:reach AS text), true) AS reach,
        set_config('app.authorities', CAST(:authorities AS text), true) AS authorities,
        set_config('app.services', CAST(:services AS text), true) AS services,
        set_config('app.cadres', CAST(:cadres AS text), true) AS cadres,
        set_config('app.official', CAST(:official AS text), true) AS official
), standing AS MATERIALIZED (
    SELECT CAST(:official_id AS integer) AS official_id, found.* FROM tenant CROSS JOIN LATERAL (
        {entry}
        AND tenant.reach <> ''
        LIMIT 1
    ) AS found
), noted AS (
    INSERT INTO audit_event (
        client_id, person, purpose, action, request_id, reporting_year, authority_id, official_id,
        outcome
    )
    SELECT CAST(:client_id AS text), CAST(:person AS text), CAST(:purpose AS text),
        CAST(:action AS text), CAST(:request_id AS text), CAST(:year AS smallint),
        own.authority_id, standing.official_id, 'served'
    FROM standing LEFT JOIN LATERAL (
        SELECT official.authority_id FROM official WHERE official.id = standing.official_id LIMIT 1
    ) AS own ON true
)
SELECT standing.*, (
        SELECT CASE WHEN count(*) = CAST(:roads AS integer) THEN min(mark.facts_through) END
        FROM feed_watermark AS mark
        WHERE mark.feed = CAST(:feed AS text) AND mark.reporting_year = CAST(:year AS smallint)
            AND mark.authority_id IN (standing.authority_id, CAST(:national AS integer))
    ) AS held_through
FROM standing
