-- The results of those three fifths of the officials who sat their authority's assessment.
INSERT INTO assessment_result (
    reporting_year, official_id, assessment_id, attempt, authority_id, service_id, cadre_id, state,
    score, certified, taken_at, learned_position
)
SELECT CAST(:year AS smallint), official.id, (CAST(:assessments AS integer[]))[
        array_position(CAST(:authority_ids AS integer[]), official.authority_id)
    ], 0, official.authority_id, official.service_id, official.cadre_id, state,
    CASE WHEN known THEN 40 + (chance >> 20 & 1023) % 60 END, state = 'passed',
    CASE WHEN known THEN CAST(:opens AS timestamptz)
        + (chance >> 32 & 16777215) % (CAST(:days_past AS integer) * 86400) * interval '1 second' END,
    1
FROM official
CROSS JOIN LATERAL (SELECT hashint8extended(official.id, 5) AS chance) AS drawn
CROSS JOIN LATERAL (
    SELECT (CAST(:states AS text[]))[1 + width_bucket(
        CAST(chance >> 7 & 127 AS integer) * 100 / 128, CAST(:state_limits AS integer[])
    )] AS state
) AS stated
CROSS JOIN LATERAL (SELECT state <> 'not_established' AS known) AS result
WHERE (chance & 127) < 128 * CAST(:sat_share AS float)
    AND official.id BETWEEN :first AND :last
ORDER BY 2
