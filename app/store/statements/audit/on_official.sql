-- Who looked at one official's record, the last first: by itself, on a page, or in a bulk read that
-- went through what is published of the official within the reach of the one who looked. Who follows
-- changes, or filings, is told of every version that he goes through; everybody else of the version
-- that stood at the last position, of the authority that was asked for.
WITH published AS MATERIALIZED (
    SELECT reporting_year, 'entry' AS kind, position, authority_id, prescriber_id, service_id,
        cadre_id, lead(position) OVER (PARTITION BY reporting_year ORDER BY version) AS superseded
    FROM apar_entry
    WHERE official_id = CAST(:official_id AS integer)
    UNION ALL
    SELECT reporting_year, kind, position, authority_id, NULL, service_id, cadre_id, NULL
    FROM apar_change
    WHERE official_id = CAST(:official_id AS integer)
), passed AS (
    SELECT event.id, published.kind,
        event.action IN ('apar.changes', 'sparrow.filings') AS follows,
        published.position BETWEEN event.first_position AND event.last_position AS within,
        published.kind = 'entry' AND published.position <= event.last_position
            AND COALESCE(published.superseded > event.last_position, true) AS stood,
        COALESCE(
            CAST(event.reach ->> 'everything' AS boolean)
            OR event.reach -> 'authorities' @> to_jsonb(published.authority_id)
            OR event.reach -> 'authorities' @> to_jsonb(published.prescriber_id)
            OR event.reach -> 'services' @> to_jsonb(published.service_id)
            OR event.reach -> 'cadres' @> to_jsonb(published.cadre_id),
            false
        ) AS reached,
        event.action IN ('apar.changes', 'apar.extract', 'sparrow.filings') AND EXISTS (
            SELECT FROM posting
            WHERE posting.official_id = CAST(:official_id AS integer)
                AND event.reach -> 'authorities' @> to_jsonb(posting.authority_id)
                AND posting.valid_from <= CAST(event.at AT TIME ZONE 'Asia/Kolkata' AS date)
                AND COALESCE(
                    posting.valid_to >= CAST(event.at AT TIME ZONE 'Asia/Kolkata' AS date), true
                )
        ) AS served_there
    FROM audit_event AS event
    JOIN published
        ON published.reporting_year = COALESCE(event.reporting_year, published.reporting_year)
    WHERE event.first_position IS NOT NULL
        AND COALESCE(event.authority_id = published.authority_id, true)
)
SELECT link, chain_hash, id, at, client_id, person, purpose, action, request_id, reporting_year,
    authority_id, official_id, first_position, last_position, reach, outcome, officials
FROM audit_event
WHERE (CAST(:before AS bigint) = 0 OR id < CAST(:before AS bigint))
    AND id IN (
        SELECT id FROM audit_event WHERE official_id = CAST(:official_id AS integer)
        UNION ALL
        SELECT id
        FROM audit_event
        WHERE officials IS NOT NULL AND officials @> ARRAY[CAST(:official_id AS integer)]
        UNION ALL
        SELECT id
        FROM passed
        GROUP BY id
        HAVING bool_or(kind = 'entry' AND within AND reached AND (follows OR stood))
            -- Where he serves by now, the entry that stands is seen before it is published anew.
            OR bool_or(within AND stood AND served_there)
            OR bool_or(kind = 'rekeyed' AND within AND reached AND follows)
            -- Whoever sees the entry that stands is not told that its official has departed.
            OR bool_or(kind = 'departed' AND within AND reached AND follows)
                AND NOT bool_or(stood AND (reached OR served_there))
    )
ORDER BY id DESC
LIMIT CAST(:limit AS integer)
