-- Puts into an instance's outbox what was published between two positions of whom it serves.
WITH found AS (
    SELECT entry.official_id, entry.position, entry.authority_id, entry.service_id,
        entry.cadre_id, CASE WHEN entry.correction IS NULL THEN 'upsert' ELSE 'correction' END
            AS kind, entry.version, entry.digest, entry.published_at
    FROM apar_entry AS entry
    -- What was replaced before it could be filed is filed no more.
    JOIN apar_head AS head ON head.reporting_year = entry.reporting_year
        AND head.official_id = entry.official_id AND head.version = entry.version
    WHERE entry.reporting_year = CAST(:year AS smallint)
        AND entry.position > CAST(:after AS bigint) AND entry.position <= CAST(:through AS bigint)
        AND (
            entry.authority_id = ANY (CAST(:authorities AS integer[]))
            OR entry.service_id = ANY (CAST(:services AS integer[]))
            OR entry.cadre_id = ANY (CAST(:cadres AS integer[]))
        )
    UNION ALL
    SELECT change.official_id, change.position, change.authority_id, change.service_id,
        change.cadre_id, CASE change.kind WHEN 'departed' THEN 'tombstone' ELSE 'key_change' END,
        NULL, NULL, change.published_at
    FROM apar_change AS change
    WHERE change.reporting_year = CAST(:year AS smallint)
        AND change.position > CAST(:after AS bigint)
        AND change.position <= CAST(:through AS bigint)
        AND (
            change.authority_id = ANY (CAST(:authorities AS integer[]))
            OR change.service_id = ANY (CAST(:services AS integer[]))
            OR change.cadre_id = ANY (CAST(:cadres AS integer[]))
        )
        -- Of whom the instance was told nothing it is told no departure.
        AND EXISTS (
            SELECT FROM filing AS told
            WHERE told.instance_id || '' = CAST(:instance AS text)
                AND told.reporting_year = change.reporting_year
                AND told.official_id = change.official_id AND told.position < change.position
        )
        -- Whom it still serves has not left it.
        AND NOT (change.kind = 'departed' AND EXISTS (
            SELECT FROM apar_head AS head
            WHERE head.reporting_year = change.reporting_year
                AND head.official_id = change.official_id
                AND (
                    head.authority_id = ANY (CAST(:authorities AS integer[]))
                    OR head.service_id = ANY (CAST(:services AS integer[]))
                    OR head.cadre_id = ANY (CAST(:cadres AS integer[]))
                )
        ))
)
INSERT INTO filing (
    instance_id, reporting_year, official_id, position, authority_id, service_id, cadre_id, kind,
    version, digest, published_at, state, attempts, tries, due_at
)
SELECT CAST(:instance AS text), CAST(:year AS smallint), official_id, position, authority_id,
    service_id, cadre_id, kind, version, digest, published_at, 'pending', 0, 0,
    CAST(:now AS timestamptz)
FROM found
ON CONFLICT DO NOTHING
