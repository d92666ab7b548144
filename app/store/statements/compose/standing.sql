-- Each official's prescribed courses, written as the entry shows them.
SELECT candidate.official_id, string_agg(
    CASE
        WHEN completion.official_id IS NOT NULL AND uncounted.official_id IS NULL THEN '{"completed_on":"'
            || to_char(completion.completed_at AT TIME ZONE 'Asia/Kolkata', 'YYYY-MM-DD')
            || '",' || listed.identified || ',' || listed.named
            || ',"status":"completed"}'
        -- iGOT shows the other course: the line does not say that this one is completed.
        WHEN instead.official_id IS NOT NULL THEN '{"completed_on"\:null,'
            || listed.identified || ',' || instead.written || ',' || listed.named
            || ',"status":"equivalent_completed"}'
        ELSE '{"completed_on"\:null,' || listed.identified || ',' || listed.named
            || ',"status":"not_completed"}'
    END, ',' ORDER BY listed.feed_id COLLATE "C"
) AS courses
FROM candidate
JOIN listed ON listed.plan_ids = candidate.plan_ids
    AND listed.ruleset_id = candidate.ruleset_id
LEFT JOIN completion ON completion.reporting_year = CAST(:year AS smallint)
    AND completion.official_id = candidate.official_id
    AND completion.course_id = listed.course_id
    AND completion.withdrawn_position IS NULL
LEFT JOIN uncounted ON uncounted.official_id = candidate.official_id
    AND uncounted.course_id = listed.course_id
LEFT JOIN instead ON instead.official_id = candidate.official_id
    AND instead.counts_for_id = listed.course_id
GROUP BY candidate.official_id
