-- Terms of assessments by orders recorded by a position, withdrawn if they were by then.
SELECT id, authority_id, assessment_id, reporting_year, order_number, ordered_on, ordered_by,
    opens_on, closes_on, attempts_allowed, cut_off_percent, learned_position,
    CASE WHEN withdrawn_position <= CAST(:known_at AS bigint)
        THEN withdrawn_position END AS withdrawn_position
FROM public.assessment_terms WHERE learned_position <= CAST(:known_at AS bigint)
