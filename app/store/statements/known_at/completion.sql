-- Completions as they were known at a position: those that stand, and those superseded since.
SELECT reporting_year, official_id, course_id, authority_id, service_id, cadre_id, completed_at,
    evidence, certificate_id, enrolled_at, learned_position,
    CASE WHEN withdrawn_position <= CAST(:known_at AS bigint)
        THEN withdrawn_position END AS withdrawn_position
FROM public.completion WHERE learned_position <= CAST(:known_at AS bigint)
UNION ALL
SELECT reporting_year, official_id, course_id, authority_id, service_id, cadre_id, completed_at,
    evidence, certificate_id, enrolled_at, learned_position,
    CASE WHEN withdrawn_position <= CAST(:known_at AS bigint)
        THEN withdrawn_position END AS withdrawn_position
FROM public.completion_history
WHERE learned_position <= CAST(:known_at AS bigint)
    AND superseded_position > CAST(:known_at AS bigint)
