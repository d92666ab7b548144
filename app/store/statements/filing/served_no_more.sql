-- Whom an instance was told of, perhaps without an answer, and serves no more; where they stood then.
SELECT DISTINCT ON (told.official_id) told.official_id, told.authority_id, told.service_id,
    told.cadre_id, 'withdrawal' AS kind, CAST(NULL AS integer) AS version,
    CAST(NULL AS bytea) AS digest, CAST(:now AS timestamptz) AS published_at
FROM filing AS told
WHERE told.instance_id = CAST(:instance AS text) AND told.reporting_year = CAST(:year AS smallint)
    AND told.kind IN ('upsert', 'correction') AND told.attempts > 0
    -- What took it back already was no less told of, or is going to be.
    AND NOT EXISTS (
        SELECT FROM filing AS back
        WHERE back.instance_id || '' = told.instance_id
            AND back.reporting_year = told.reporting_year AND back.official_id = told.official_id
            AND back.position > told.position AND back.kind IN ('tombstone', 'withdrawal')
            AND back.state <> 'superseded'
    )
    AND NOT EXISTS (
        SELECT FROM apar_head AS head
        WHERE head.reporting_year = told.reporting_year AND head.official_id = told.official_id
            AND (
                head.authority_id = ANY (CAST(:authorities AS integer[]))
                OR head.service_id = ANY (CAST(:services AS integer[]))
                OR head.cadre_id = ANY (CAST(:cadres AS integer[]))
            )
    )
ORDER BY told.official_id, told.position DESC
