-- Takes the next filings out of an instance's outbox to be sent, with what is to be said of each.
WITH chosen AS MATERIALIZED (
    SELECT official_id, position
    FROM filing AS waiting
    WHERE instance_id = CAST(:instance AS text) AND reporting_year = CAST(:year AS smallint)
        AND state = 'pending' AND due_at <= CAST(:now AS timestamptz)
        AND (tries = 0) = CAST(:fresh AS boolean)
        -- In the order of an official's positions: none before the one before has ended.
        AND NOT EXISTS (
            SELECT FROM filing AS before
            WHERE before.official_id = waiting.official_id
                AND before.reporting_year = waiting.reporting_year
                -- Found by the official alone, whatever is known yet of a table that just grew.
                AND before.instance_id || '' = waiting.instance_id
                AND before.position < waiting.position AND before.state IN ('pending', 'sent')
            OFFSET 0
        )
    ORDER BY position
    LIMIT CAST(:limit AS integer)
), taken AS (
    UPDATE filing SET state = 'sent', attempts = attempts + 1, tries = tries + 1,
        sent_at = CAST(:now AS timestamptz), due_at = NULL
    FROM chosen
    WHERE filing.instance_id || '' = CAST(:instance AS text)
        AND filing.reporting_year = CAST(:year AS smallint)
        AND filing.official_id = chosen.official_id AND filing.position = chosen.position
        AND filing.state = 'pending'
    RETURNING filing.*
)
SELECT taken.official_id, taken.position, taken.kind, taken.version, taken.digest,
    taken.published_at, taken.tries, taken.sent_at, taken.failure, entry.body, entry.facts_through,
    cadre.name AS cadre,
    entry.correction, change.keys_before, known.keys, taken.authority_id,
    evaluation.confirmed_through
FROM taken
LEFT JOIN evaluation ON evaluation.reporting_year = taken.reporting_year
    AND evaluation.official_id = taken.official_id
LEFT JOIN apar_entry AS entry ON entry.reporting_year = taken.reporting_year
    AND entry.official_id = taken.official_id AND entry.version = taken.version
LEFT JOIN cadre ON cadre.id = entry.cadre_id
LEFT JOIN apar_change AS change ON change.reporting_year = taken.reporting_year
    AND change.official_id = taken.official_id AND change.position = taken.position
LEFT JOIN LATERAL (
    -- Of who has left the instance learns no new key.
    SELECT jsonb_agg(
        jsonb_build_object('kind', held.kind, 'value', held.value) ORDER BY held.kind, held.value
    ) AS keys
    FROM official_identifier AS held
    WHERE held.official_id = taken.official_id AND held.withdrawn_position IS NULL
        AND taken.kind NOT IN ('tombstone', 'withdrawal')
        AND (
            held.authority_id = ANY (CAST(:authorities AS integer[]))
            OR held.service_id = ANY (CAST(:services AS integer[]))
            OR held.cadre_id = ANY (CAST(:cadres AS integer[]))
        )
) AS known ON true
ORDER BY taken.position
