-- Records what an instance said of some filings, how each goes on, and a receipt for it.
WITH told AS (
    SELECT * FROM unnest(
        CAST(:official_ids AS integer[]), CAST(:positions AS bigint[]), CAST(:states AS text[]),
        CAST(:failures AS text[]), CAST(:due_ats AS timestamptz[]), CAST(:statuses AS text[]),
        CAST(:codes AS text[]), CAST(:references AS text[])
    ) AS told (official_id, position, state, failure, due_at, status, code, reference)
), answered AS (
    UPDATE filing SET state = CASE WHEN told.state = 'dead' AND filing.kind <> 'key_change'
            -- Put back it would be told after what was published later.
            AND EXISTS (
                SELECT FROM filing AS later
                WHERE later.instance_id || '' = filing.instance_id
                    AND later.reporting_year = filing.reporting_year
                    AND later.official_id = filing.official_id
                    AND later.position > filing.position AND later.kind <> 'key_change'
                    AND later.state <> 'superseded'
            ) THEN 'superseded' ELSE told.state END,
        failure = told.failure, due_at = told.due_at,
        ended_at = CASE WHEN told.state IN ('accepted', 'dead') THEN CAST(:now AS timestamptz) END
    FROM told
    -- Found by the official alone, whatever is known yet of a table that just grew.
    WHERE filing.instance_id || '' = CAST(:instance AS text)
        AND filing.reporting_year = CAST(:year AS smallint)
        AND filing.official_id = told.official_id AND filing.position = told.position
        -- What was accepted stays so, whatever is heard later.
        AND (filing.state = 'sent' OR (told.state = 'accepted' AND filing.state <> 'accepted'))
    RETURNING filing.*, told.status, told.code, told.reference
)
INSERT INTO filing_receipt (
    instance_id, reporting_year, official_id, position, attempt, authority_id, service_id,
    cadre_id, digest, status, code, reference, received_at
)
SELECT instance_id, reporting_year, official_id, position, attempts, authority_id, service_id,
    cadre_id, digest, status, code, reference, CAST(:now AS timestamptz)
FROM answered
WHERE status <> 'unknown'
ON CONFLICT DO NOTHING
