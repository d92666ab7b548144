-- One merge of the load's completions: the earliest of each official, course and year is kept.
WITH stated AS (
    -- Officials come first here, whom hardly two rows share: years first, the sorting takes longer.
    SELECT DISTINCT ON (known.official_id, course.id, dated.reporting_year)
        dated.reporting_year, known.official_id, course.id AS course_id, known.authority_id,
        known.service_id, known.cadre_id, staged.completed_at, staged.evidence,
        staged.certificate_id,
        -- A course may be opened in several windows: the earliest, and none if one is not known.
        nullif(min(coalesce(staged.enrolled_at, '-infinity')) OVER (
            PARTITION BY known.official_id, course.id, dated.reporting_year
            -- In the order in which the first is taken: one sorting serves both.
            ORDER BY staged.completed_at, staged.certificate_id
            ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ), '-infinity') AS enrolled_at
    FROM staging.completion AS staged
    CROSS JOIN LATERAL (
        -- Between which two turns of the year: reckoning with the calendar takes thirty times as long.
        SELECT CAST(
            CAST(:year_before AS integer)
            + width_bucket(staged.completed_at, CAST(:turns AS timestamptz[]))
        AS smallint) AS reporting_year
    ) AS dated
    JOIN official_identifier AS known ON known.kind = 'igot_user' AND known.value = staged.user_id
    JOIN course ON course.feed_id = staged.course_id
    WHERE staged.load_id = :load_id
    ORDER BY known.official_id, course.id, dated.reporting_year, staged.completed_at,
        staged.certificate_id
), differing AS (
    SELECT stated.*, held.learned_position AS held_position, held.completed_at AS held_completed_at,
        held.evidence AS held_evidence, held.certificate_id AS held_certificate_id,
        held.withdrawn_position AS held_withdrawn_position, held.authority_id AS held_authority_id,
        held.service_id AS held_service_id, held.cadre_id AS held_cadre_id,
        held.enrolled_at AS held_enrolled_at, compared.decides
    FROM stated
    LEFT JOIN completion AS held USING (reporting_year, official_id, course_id)
    CROSS JOIN LATERAL (
        SELECT held.learned_position IS NULL OR held.withdrawn_position IS NOT NULL
            OR (held.completed_at, held.evidence, held.certificate_id) IS DISTINCT FROM
                (stated.completed_at, stated.evidence, stated.certificate_id) AS decides
    ) AS compared
    WHERE compared.decides
        -- Of starts, which decide nothing, only an earlier one is news: else they would alternate.
        OR stated.enrolled_at < coalesce(held.enrolled_at, 'infinity')
), kept AS (
    INSERT INTO completion_history (
        reporting_year, official_id, course_id, authority_id, service_id, cadre_id, completed_at,
        evidence, certificate_id, enrolled_at, learned_position, withdrawn_position,
        superseded_position
    )
    SELECT reporting_year, official_id, course_id, held_authority_id, held_service_id,
        held_cadre_id, held_completed_at, held_evidence, held_certificate_id,
        held_enrolled_at, held_position, held_withdrawn_position, CAST(:position AS bigint)
    FROM differing
    WHERE held_position IS NOT NULL
), renewed AS (
    UPDATE completion AS held SET
        completed_at = differing.completed_at, evidence = differing.evidence,
        certificate_id = differing.certificate_id,
        -- What was seen of the same completion before may begin earlier.
        enrolled_at = CASE WHEN differing.completed_at = differing.held_completed_at
            THEN least(differing.enrolled_at, differing.held_enrolled_at)
            ELSE differing.enrolled_at END,
        learned_position = CAST(:position AS bigint),
        withdrawn_position = NULL
    FROM differing
    WHERE differing.held_position IS NOT NULL
        AND (held.reporting_year, held.official_id, held.course_id)
            = (differing.reporting_year, differing.official_id, differing.course_id)
), added AS (
    INSERT INTO completion (
        reporting_year, official_id, course_id, authority_id, service_id, cadre_id, completed_at,
        evidence, certificate_id, enrolled_at, learned_position
    )
    SELECT reporting_year, official_id, course_id, authority_id, service_id, cadre_id,
        completed_at, evidence, certificate_id, enrolled_at, CAST(:position AS bigint)
    FROM differing
    WHERE held_position IS NULL
    ORDER BY official_id, course_id, reporting_year
), due AS (
    SELECT DISTINCT reporting_year, official_id FROM differing WHERE decides
), due_again AS (
    UPDATE evaluation_due AS marked SET position = CAST(:position AS bigint)
    FROM due
    WHERE (marked.reporting_year, marked.official_id) = (due.reporting_year, due.official_id)
), due_now AS (
    -- Whoever marks or clears holds the position's lock, so that nobody else adds these meanwhile:
    -- leaving room for a conflict takes twice as long.
    INSERT INTO evaluation_due (reporting_year, official_id, position)
    SELECT reporting_year, official_id, CAST(:position AS bigint) FROM due
    WHERE NOT EXISTS (
        SELECT FROM evaluation_due AS marked
        WHERE (marked.reporting_year, marked.official_id) = (due.reporting_year, due.official_id)
    )
    ORDER BY reporting_year, official_id
)
SELECT count(*) FROM differing
