-- Whose entry an instance serves that was planned for it once, and was given up or taken back since.
SELECT head.official_id, head.authority_id, head.service_id, head.cadre_id,
    CASE WHEN entry.correction IS NULL THEN 'upsert' ELSE 'correction' END AS kind,
    entry.version, entry.digest, entry.published_at
FROM apar_head AS head
JOIN apar_entry AS entry ON entry.reporting_year = head.reporting_year
    AND entry.official_id = head.official_id AND entry.version = head.version
WHERE head.reporting_year = CAST(:year AS smallint)
    AND (
        head.authority_id = ANY (CAST(:authorities AS integer[]))
        OR head.service_id = ANY (CAST(:services AS integer[]))
        OR head.cadre_id = ANY (CAST(:cadres AS integer[]))
    )
    AND EXISTS (
        SELECT FROM filing AS before
        WHERE before.instance_id || '' = CAST(:instance AS text)
            AND before.reporting_year = head.reporting_year
            AND before.official_id = head.official_id AND before.version = head.version
    )
    AND NOT EXISTS (
        SELECT FROM filing AS stands
        WHERE stands.instance_id || '' = CAST(:instance AS text)
            AND stands.reporting_year = head.reporting_year
            AND stands.official_id = head.official_id AND stands.version = head.version
            AND stands.state <> 'superseded'
            AND NOT EXISTS (
                SELECT FROM filing AS back
                WHERE back.instance_id || '' = stands.instance_id
                    AND back.reporting_year = stands.reporting_year
                    AND back.official_id = stands.official_id
                    AND back.position > stands.position AND back.kind = 'withdrawal'
                    AND back.state <> 'superseded'
            )
    )
