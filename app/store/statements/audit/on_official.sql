-- Who looked at one official's record, the last first: by itself, on a page, or in a bulk read that
-- went through an entry of the official within the reach of the one who looked.
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
        SELECT event.id
        FROM audit_event AS event
        WHERE event.first_position IS NOT NULL
            AND EXISTS (
                SELECT FROM apar_entry AS entry
                WHERE entry.official_id = CAST(:official_id AS integer)
                    AND entry.reporting_year = COALESCE(event.reporting_year, entry.reporting_year)
                    AND entry.position BETWEEN event.first_position AND event.last_position
                    AND (
                        event.authority_id IS NULL
                        OR event.authority_id IN (entry.authority_id, entry.prescriber_id)
                    )
                    AND (
                        CAST(event.reach ->> 'everything' AS boolean)
                        OR event.reach -> 'authorities' @> to_jsonb(entry.authority_id)
                        OR event.reach -> 'authorities' @> to_jsonb(entry.prescriber_id)
                        OR event.reach -> 'services' @> to_jsonb(entry.service_id)
                        OR event.reach -> 'cadres' @> to_jsonb(entry.cadre_id)
                    )
            )
    )
ORDER BY id DESC
LIMIT CAST(:limit AS integer)
