-- Publishes the staged entries: positions run on from the first one given, in order of official.
WITH placed AS (
    SELECT entry.official_id, entry.body, entry.digest, evaluation.authority_id,
        evaluation.service_id, evaluation.cadre_id, evaluation.prescriber_id,
        held.facts_through, coalesce(head.version, 0) + 1 AS version,
        CASE WHEN head.digest = entry.digest THEN stood.correction_id ELSE ordered.id END
            AS correction_id,
        -- Names stand in the order of canonical JSON.
        CASE WHEN head.digest = entry.digest THEN stood.correction
            ELSE '{"dated"\:"' || to_char(ordered.ordered_on, 'YYYY-MM-DD') || '","issued_by"\:'
                || to_json(ordered.ordered_by) || ',"number"\:' || to_json(ordered.order_number)
                || ',"reason"\:' || to_json(ordered.reason) || '}'
        END AS correction,
        CAST(:first_position AS bigint) - 1 + row_number() OVER (ORDER BY entry.official_id)
            AS position
    FROM staging.entry AS entry
    JOIN evaluation ON evaluation.reporting_year = CAST(:year AS smallint)
        AND evaluation.official_id = entry.official_id
    JOIN unnest(CAST(:authority_ids AS integer[]), CAST(:facts_through AS timestamptz[]))
        AS held (authority_id, facts_through) ON held.authority_id = evaluation.authority_id
    LEFT JOIN apar_head AS head ON head.reporting_year = CAST(:year AS smallint)
        AND head.official_id = entry.official_id
    -- An official who moved takes the entry along, and what it rests on.
    LEFT JOIN apar_entry AS stood ON stood.reporting_year = CAST(:year AS smallint)
        AND stood.official_id = head.official_id AND stood.version = head.version
    LEFT JOIN LATERAL (
        SELECT * FROM correction_order AS open
        WHERE open.reporting_year = CAST(:year AS smallint)
            AND open.official_id = entry.official_id AND open.digest = entry.digest
            AND open.withdrawn_position IS NULL
            AND NOT EXISTS (
                SELECT FROM apar_entry AS used
                WHERE used.reporting_year = CAST(:year AS smallint)
                    AND used.official_id = entry.official_id AND used.correction_id = open.id
            )
        ORDER BY open.id
        LIMIT 1
    ) AS ordered ON true
    WHERE entry.load_id = CAST(:load_id AS bigint)
), entered AS (
    INSERT INTO apar_entry (
        reporting_year, official_id, version, authority_id, service_id, cadre_id, prescriber_id,
        position, body, digest, facts_through, published_at, correction_id, correction
    )
    SELECT CAST(:year AS smallint), official_id, version, authority_id, service_id, cadre_id,
        prescriber_id, position, body, digest, facts_through, CAST(:now AS timestamptz),
        correction_id, correction
    FROM placed
)
INSERT INTO apar_head (
    reporting_year, official_id, authority_id, service_id, cadre_id, prescriber_id, version,
    position, digest
)
SELECT CAST(:year AS smallint), official_id, authority_id, service_id, cadre_id, prescriber_id,
    version, position, digest
FROM placed
ON CONFLICT (reporting_year, official_id) DO UPDATE SET
    authority_id = excluded.authority_id, service_id = excluded.service_id,
    cadre_id = excluded.cadre_id, prescriber_id = excluded.prescriber_id,
    version = excluded.version, position = excluded.position, digest = excluded.digest,
    arrived_authority_id = NULL, arrived_on = NULL
