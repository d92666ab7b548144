-- What the extract says of the year's courses against what is held, counted by authority and reason.
-- Held is compared within what the extract covers: courses of which it shows a row in the authority.
WITH placed AS (
    SELECT staged.user_id, staged.course_id, bool_or(staged.completed) AS completed,
        min(staged.completed_at) AS completed_at, known.official_id, course.id AS course_number,
        coalesce(known.authority_id, named.id) AS authority_id
    FROM staging.extract_course AS staged
    LEFT JOIN official_identifier AS known
        ON known.kind = 'igot_user' AND known.value = staged.user_id
    LEFT JOIN course ON course.feed_id = staged.course_id
    LEFT JOIN authority AS named ON named.feed_id = staged.org_id
    WHERE staged.load_id = CAST(:load_id AS bigint)
    GROUP BY staged.user_id, staged.course_id, known.official_id, course.id,
        coalesce(known.authority_id, named.id)
), there AS (
    SELECT * FROM placed
    -- A completion of another year is no fact of this one, wherever it is told.
    WHERE completed_at IS NULL OR (
        completed_at >= CAST(:opens AS timestamptz) AND completed_at < CAST(:closes AS timestamptz)
    )
), here AS (
    SELECT held.official_id, held.course_id AS course_number, held.authority_id, held.completed_at
    FROM completion AS held
    JOIN (SELECT DISTINCT authority_id, course_number FROM placed) AS covered
        ON covered.authority_id = held.authority_id AND covered.course_number = held.course_id
    WHERE held.reporting_year = CAST(:year AS smallint) AND held.withdrawn_position IS NULL
), beside AS (
    SELECT coalesce(here.authority_id, there.authority_id) AS authority_id,
        CASE
            WHEN here.official_id IS NULL AND NOT there.completed THEN NULL
            WHEN here.official_id IS NULL AND there.official_id IS NULL
                THEN 'only_there official_unknown'
            WHEN here.official_id IS NULL AND there.completed_at IS NULL
                THEN 'only_there without_date'
            WHEN here.official_id IS NULL THEN 'only_there not_in_report'
            WHEN there.user_id IS NULL THEN 'only_here not_in_extract'
            WHEN NOT there.completed THEN 'different not_completed_there'
            WHEN there.completed_at IS NULL THEN 'different without_date_there'
            WHEN (there.completed_at AT TIME ZONE 'Asia/Kolkata')::date
                <> (here.completed_at AT TIME ZONE 'Asia/Kolkata')::date
                THEN 'different other_day'
            ELSE 'equal same_day'
        END AS found
    FROM here
    FULL JOIN there ON there.official_id = here.official_id
        AND there.course_number = here.course_number
)
INSERT INTO reconciliation (run_id, authority_id, reporting_year, verdict, reason, facts)
SELECT CAST(:run_id AS bigint), authority_id, CAST(:year AS smallint),
    split_part(found, ' ', 1), split_part(found, ' ', 2), count(*)
FROM beside
WHERE found IS NOT NULL AND authority_id IS NOT NULL
GROUP BY authority_id, found
