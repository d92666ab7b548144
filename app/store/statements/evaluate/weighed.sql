-- All that the outcome is made of, side by side for each official.
SELECT subject.*, learnt.completed,
    CASE
        WHEN subject.assessment_ids = '{}' THEN 'not_linked'
        WHEN assessed.assessment <> 'passed' THEN assessed.assessment
        WHEN assessed.sat = cardinality(subject.assessment_ids) THEN 'passed'
        ELSE 'pending'
    END AS assessment,
    coalesce(CASE subject.exemption_covers
        WHEN 'last_day' THEN exempted.last_day
        WHEN 'whole_year' THEN exempted.whole_year
        ELSE exempted.any_day
    END, false) AS exempt,
    coalesce(exempted.retired, false) AS retired,
    learnt.completed < subject.required AS short,
    doubted.official_id IS NOT NULL AND subject.doubt_withholds AND learnt.completed < subject.required AS in_doubt
FROM subject
LEFT JOIN counted ON counted.official_id = subject.official_id
LEFT JOIN credited ON credited.official_id = subject.official_id
CROSS JOIN LATERAL (
    SELECT coalesce(counted.completed, 0) + coalesce(credited.credited, 0) AS completed
) AS learnt
LEFT JOIN assessed ON assessed.official_id = subject.official_id
LEFT JOIN exempted ON exempted.official_id = subject.official_id
LEFT JOIN doubted ON doubted.official_id = subject.official_id
