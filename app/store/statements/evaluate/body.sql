-- Autonomous bodies and public sector enterprises for which no choice of their ministry holds on the
-- day that counts.
SELECT authority_id
FROM autonomous_body
WHERE withdrawn_position IS NULL AND NOT coalesce(
    mandated_from <= CAST(:reference_day AS date)
        AND coalesce(mandated_until >= CAST(:reference_day AS date), true),
    false
)
