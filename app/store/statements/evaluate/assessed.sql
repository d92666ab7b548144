-- Where each official stands over all the assessments linked for him.
SELECT official_id,
    CASE
        WHEN bool_or(state = 'failed') THEN 'failed'
        WHEN bool_or(state = 'not_established') THEN 'not_established'
        WHEN bool_or(state IS NULL) THEN 'pending'
        ELSE 'passed'
    END AS assessment
FROM attempt
GROUP BY official_id
