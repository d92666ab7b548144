-- What the calls of a year's run follow from: courses, plans that are read singly, officials in doubt.
SELECT (SELECT count(*) FROM course) AS courses,
    (
        SELECT count(*) FROM training_plan
        WHERE reporting_year = CAST(:year AS smallint) AND generation = 'v4'
    ) AS plans_one_by_one,
    (
        SELECT count(DISTINCT official_id) FROM completion_doubt
        WHERE withdrawn_position IS NULL
    ) AS doubted
