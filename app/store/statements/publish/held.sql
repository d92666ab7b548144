-- Holds back what would change a sealed year without its order, and lists it as awaiting one.
WITH held AS (
    SELECT entry.official_id, entry.body, entry.digest, evaluation.authority_id,
        evaluation.service_id, evaluation.cadre_id
    FROM staging.entry AS entry
    JOIN evaluation ON evaluation.reporting_year = CAST(:year AS smallint)
        AND evaluation.official_id = entry.official_id
    LEFT JOIN apar_head AS head ON head.reporting_year = CAST(:year AS smallint)
        AND head.official_id = entry.official_id
    WHERE entry.load_id = CAST(:load_id AS bigint)
        -- The same entry for an official who moved corrects nothing.
        AND head.digest IS DISTINCT FROM entry.digest
        AND (EXISTS (
            SELECT FROM apar_seal AS seal
            WHERE seal.reporting_year = CAST(:year AS smallint)
                AND seal.authority_id = evaluation.authority_id
        ) OR EXISTS (
            SELECT FROM apar_seal_leaf AS leaf
            WHERE leaf.reporting_year = CAST(:year AS smallint)
                AND leaf.official_id = entry.official_id
        ))
        AND NOT EXISTS (
            SELECT FROM correction_order AS ordered
            WHERE ordered.reporting_year = CAST(:year AS smallint)
                AND ordered.official_id = entry.official_id AND ordered.digest = entry.digest
                AND ordered.withdrawn_position IS NULL
                AND NOT EXISTS (
                    SELECT FROM apar_entry AS used
                    WHERE used.reporting_year = CAST(:year AS smallint)
                        AND used.official_id = entry.official_id
                        AND used.correction_id = ordered.id
                )
        )
), gone AS (
    -- Whoever was looked at, and differs no more or is published now.
    DELETE FROM apar_awaiting AS awaiting
    USING official
    WHERE awaiting.reporting_year = CAST(:year AS smallint)
        AND official.id = awaiting.official_id AND official.left_position IS NULL
        AND (CAST(:due AS integer[]) IS NULL
            OR awaiting.official_id = ANY (CAST(:due AS integer[])))
        AND EXISTS (
            SELECT FROM unnest(CAST(:authority_ids AS integer[]), CAST(:read_through AS bigint[]))
                AS ready (authority_id, position)
            WHERE ready.authority_id = official.authority_id
                AND ready.position >= official.arrived_position
        )
        AND awaiting.official_id NOT IN (SELECT official_id FROM held)
), listed AS (
    INSERT INTO apar_awaiting (
        reporting_year, official_id, authority_id, service_id, cadre_id, digest, body, since
    )
    SELECT CAST(:year AS smallint), official_id, authority_id, service_id, cadre_id, digest, body,
        CAST(:now AS timestamptz)
    FROM held
    ON CONFLICT (reporting_year, official_id) DO UPDATE SET
        authority_id = excluded.authority_id, service_id = excluded.service_id,
        cadre_id = excluded.cadre_id, digest = excluded.digest, body = excluded.body,
        since = CASE WHEN apar_awaiting.digest = excluded.digest THEN apar_awaiting.since
            ELSE excluded.since END
)
DELETE FROM staging.entry AS entry
USING held
WHERE entry.load_id = CAST(:load_id AS bigint) AND entry.official_id = held.official_id
