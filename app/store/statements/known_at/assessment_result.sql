-- Assessment results as they were known at a position.
SELECT reporting_year, official_id, assessment_id, attempt, authority_id, service_id, cadre_id,
    state, score, certified, taken_at, learned_position,
    CASE WHEN withdrawn_position <= CAST(:known_at AS bigint)
        THEN withdrawn_position END AS withdrawn_position
FROM public.assessment_result WHERE learned_position <= CAST(:known_at AS bigint)
UNION ALL
SELECT reporting_year, official_id, assessment_id, attempt, authority_id, service_id, cadre_id,
    state, score, certified, taken_at, learned_position,
    CASE WHEN withdrawn_position <= CAST(:known_at AS bigint)
        THEN withdrawn_position END AS withdrawn_position
FROM public.assessment_result_history
WHERE learned_position <= CAST(:known_at AS bigint)
    AND superseded_position > CAST(:known_at AS bigint)
