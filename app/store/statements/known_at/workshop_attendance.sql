-- Attendances that were recorded by a position, withdrawn if they were by then.
SELECT id, official_id, authority_id, workshop, attended_until, certificate_number,
    learned_position,
    CASE WHEN withdrawn_position <= CAST(:known_at AS bigint)
        THEN withdrawn_position END AS withdrawn_position
FROM public.workshop_attendance WHERE learned_position <= CAST(:known_at AS bigint)
