-- Where each official stands over those of the assessments linked for him that he sat.
SELECT official_id, count(*) AS sat,
    CASE
        WHEN bool_or(state = 'failed') THEN 'failed'
        WHEN bool_or(state = 'not_established') THEN 'not_established'
        ELSE 'passed'
    END AS assessment
FROM attempt
GROUP BY official_id
