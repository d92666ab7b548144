-- Completions that a reading of the authority's report has shown and that this whole one no longer
-- shows, of so many officials. What it shows without a date, who came since it began and who has left
-- are not its to miss.
WITH shown AS (
    SELECT held.official_id, course.id AS course_id
    FROM staging.completion AS staged
    JOIN official_identifier AS held ON held.kind = 'igot_user' AND held.value = staged.user_id
    JOIN course ON course.feed_id = staged.course_id
    WHERE staged.load_id = CAST(:load_id AS bigint)
        AND staged.completed_at >= CAST(:opens AS timestamptz)
        AND staged.completed_at < CAST(:closes AS timestamptz)
), missing AS (
    SELECT who.value AS user_id, course.feed_id AS course_id,
        -- Which officials come first changes from load to load.
        md5(who.value || ' ' || CAST(:load_id AS bigint)) AS turn
    FROM completion
    JOIN official ON official.id = completion.official_id
    JOIN official_identifier AS who ON who.official_id = official.id AND who.kind = 'igot_user'
    JOIN course ON course.id = completion.course_id
    WHERE completion.reporting_year = CAST(:year AS smallint)
        AND completion.withdrawn_position IS NULL
        AND completion.learned_position <= CAST(:begun_at AS bigint)
        -- Nothing at all in the load reads like a report that failed.
        AND EXISTS (SELECT FROM shown)
        -- What a look at one official has shown, or an older window, no such report ever did.
        AND EXISTS (
            SELECT FROM feed_watermark_history AS reading
            WHERE reading.road = 'completions'
                AND reading.reporting_year = CAST(:year AS smallint)
                AND reading.position = completion.learned_position
        )
        AND official.left_position IS NULL
        AND official.authority_id = CAST(:authority_id AS integer)
        AND official.arrived_position <= CAST(:begun_at AS bigint)
        AND NOT EXISTS (
            SELECT FROM unnest(CAST(:undated_users AS text[]), CAST(:undated_courses AS text[]))
                AS undated (user_id, course_id)
            WHERE undated.user_id = who.value AND undated.course_id = course.feed_id
        )
        AND NOT EXISTS (
            SELECT FROM shown
            WHERE shown.official_id = completion.official_id
                AND shown.course_id = completion.course_id
        )
), ranked AS (
    SELECT *, dense_rank() OVER (ORDER BY turn, user_id) AS place, count(*) OVER () AS total
    FROM missing
)
SELECT user_id, course_id, total FROM ranked
WHERE place <= CAST(:officials AS bigint)
