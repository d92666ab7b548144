-- What was published between two positions that the caller may see, in order of position.
WITH found AS (
    (
        SELECT position, 'upsert' AS kind, official_id, version, digest, facts_through,
            published_at, body, correction, cadre_id, authority_id,
            CAST(NULL AS jsonb) AS keys_before
        FROM apar_entry
        WHERE reporting_year = CAST(:year AS smallint)
            AND position > CAST(:after AS bigint) AND position <= CAST(:through AS bigint)
        ORDER BY position
        LIMIT CAST(:limit AS integer)
    )
    UNION ALL
    (
        SELECT position, kind, official_id, NULL, NULL, NULL, published_at, NULL, NULL, NULL, NULL,
            keys_before
        FROM apar_change AS change
        WHERE reporting_year = CAST(:year AS smallint)
            AND position > CAST(:after AS bigint) AND position <= CAST(:through AS bigint)
            -- Whoever sees the entry that stands has not lost the official from view.
            AND NOT (kind = 'departed' AND EXISTS (
                SELECT FROM apar_head AS head
                WHERE head.reporting_year = change.reporting_year
                    AND head.official_id = change.official_id
            ))
        ORDER BY position
        LIMIT CAST(:limit AS integer)
    )
)
SELECT found.*, cadre.name AS cadre, known.keys, evaluation.confirmed_through
FROM found
LEFT JOIN evaluation ON found.version IS NOT NULL
    AND evaluation.reporting_year = CAST(:year AS smallint)
    AND evaluation.official_id = found.official_id
LEFT JOIN cadre ON cadre.id = found.cadre_id
LEFT JOIN LATERAL (
    SELECT jsonb_agg(
        jsonb_build_object('kind', held.kind, 'value', held.value) ORDER BY held.kind, held.value
    ) AS keys
    FROM official_identifier AS held
    WHERE held.official_id = found.official_id AND held.withdrawn_position IS NULL
) AS known ON true
ORDER BY found.position
LIMIT CAST(:limit AS integer)
