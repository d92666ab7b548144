-- Whom the proposed plan would reach, by level, and the other plans that count for any of them.
SELECT subject.level, count(*) AS officials, (
    SELECT array_agg(DISTINCT other) FROM subject AS also
    CROSS JOIN LATERAL unnest(also.plan_ids) AS other
    WHERE -1 = ANY (also.plan_ids) AND other > 0
) AS others
FROM subject
WHERE -1 = ANY (subject.plan_ids)
GROUP BY subject.level
