-- One merge of the load's completions: the earliest of each official, course and year is kept.
WITH stated AS (
    SELECT DISTINCT ON (reporting_year, official.id, course.id)
        CAST(
            extract(year FROM local_day) - CASE WHEN extract(month FROM local_day) < 4 THEN 1 ELSE 0 END
            AS smallint
        ) AS reporting_year,
        official.id AS official_id, course.id AS course_id, official.authority_id,
        official.service_id, official.cadre_id, staged.completed_at, staged.evidence,
        staged.certificate_id
    FROM staging.completion AS staged
    CROSS JOIN LATERAL (
        SELECT (staged.completed_at AT TIME ZONE 'Asia/Kolkata')::date AS local_day
    ) AS india
    JOIN official_identifier AS held ON held.kind = 'igot_user' AND held.value = staged.user_id
    JOIN official ON official.id = held.official_id
    JOIN course ON course.feed_id = staged.course_id
    WHERE staged.load_id = :load_id
    ORDER BY 1, 2, 3, staged.completed_at, staged.certificate_id
), differing AS (
    SELECT stated.*, held.learned_position AS held_position
    FROM stated
    LEFT JOIN completion AS held USING (reporting_year, official_id, course_id)
    WHERE held.learned_position IS NULL OR held.withdrawn_position IS NOT NULL
        OR (held.completed_at, held.evidence, held.certificate_id)
            IS DISTINCT FROM (stated.completed_at, stated.evidence, stated.certificate_id)
), kept AS (
    INSERT INTO completion_history (
        reporting_year, official_id, course_id, authority_id, service_id, cadre_id, completed_at,
        evidence, certificate_id, learned_position, withdrawn_position, superseded_position
    )
    SELECT held.reporting_year, held.official_id, held.course_id, held.authority_id,
        held.service_id, held.cadre_id, held.completed_at, held.evidence, held.certificate_id,
        held.learned_position, held.withdrawn_position, CAST(:position AS bigint)
    FROM differing
    JOIN completion AS held USING (reporting_year, official_id, course_id)
), merged AS (
    INSERT INTO completion (
        reporting_year, official_id, course_id, authority_id, service_id, cadre_id, completed_at,
        evidence, certificate_id, learned_position
    )
    SELECT reporting_year, official_id, course_id, authority_id, service_id, cadre_id,
        completed_at, evidence, certificate_id, CAST(:position AS bigint)
    FROM differing
    ON CONFLICT (reporting_year, official_id, course_id) DO UPDATE SET
        completed_at = excluded.completed_at, evidence = excluded.evidence,
        certificate_id = excluded.certificate_id, learned_position = excluded.learned_position,
        withdrawn_position = NULL
    RETURNING reporting_year, official_id
), due AS (
    INSERT INTO evaluation_due (reporting_year, official_id, position)
    SELECT DISTINCT reporting_year, official_id, CAST(:position AS bigint) FROM merged
    ON CONFLICT (reporting_year, official_id) DO UPDATE SET position = excluded.position
)
SELECT count(*) FROM merged
