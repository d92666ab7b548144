-- Sets the tenant, reads the entries that stand for some officials and a year, and notes each access, in
-- one round trip. Nothing is read, nor noted, before the tenant stands: what is asked follows from it.
-- Its commit waits for no disk: what a failure of power can lose of it, the decision on the trail says.
WITH tenant AS MATERIALIZED (
    SELECT set_config('app.reach', CAST(:reach AS text), true) AS reach,
        set_config('app.authorities', CAST(:authorities AS text), true) AS authorities,
        set_config('app.services', CAST(:services AS text), true) AS services,
        set_config('app.cadres', CAST(:cadres AS text), true) AS cadres,
        set_config('app.official', CAST(:official AS text), true) AS official,
        set_config('synchronous_commit', 'off', true) AS waiting
), asked AS MATERIALIZED (
    SELECT asked.official_id, asked.request_id, asked.place
    FROM tenant CROSS JOIN LATERAL unnest(
        -- How many there are is hidden from the planner: it would plan anew for each few, which takes
        -- it longer than all the rest.
        (SELECT CAST(:official_ids AS integer[])), (SELECT CAST(:request_ids AS text[]))
    ) WITH ORDINALITY AS asked (official_id, request_id, place)
    WHERE tenant.reach <> ''
), standing AS MATERIALIZED (
    SELECT asked.*, found.* FROM asked CROSS JOIN LATERAL (
        {entry}
        LIMIT 1
    ) AS found
), noted AS (
    INSERT INTO audit_event (
        client_id, person, purpose, action, request_id, reporting_year, authority_id, official_id,
        outcome
    )
    SELECT CAST(:client_id AS text), CAST(:person AS text), CAST(:purpose AS text),
        CAST(:action AS text), standing.request_id, CAST(:year AS smallint),
        own.authority_id, standing.official_id, 'served'
    FROM standing LEFT JOIN LATERAL (
        SELECT official.authority_id FROM official WHERE official.id = standing.official_id LIMIT 1
    ) AS own ON true
    ORDER BY standing.place
)
SELECT standing.*, (
        SELECT CASE WHEN count(*) = CAST(:roads AS integer) THEN min(mark.facts_through) END
        FROM feed_watermark AS mark
        WHERE mark.feed = CAST(:feed AS text) AND mark.reporting_year = CAST(:year AS smallint)
            AND mark.authority_id IN (standing.authority_id, CAST(:national AS integer))
    ) AS held_through
FROM standing
