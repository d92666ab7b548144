-- iGOT's APAR extract of what is held: a row for each course of a plan that counts, and each result.
-- $1 is the year or null for all, $2 and $3 the moments between which plans were published or nulls,
-- $4 the officials or null for all, $5 and $6 the years and cadres whose scores may be told.
WITH term AS (
    SELECT id, reporting_year, assessment_id, extract_text(feed_id) AS cbp_plan_id,
        CASE apar WHEN true THEN 'True' WHEN false THEN 'False' ELSE 'None' END AS is_apar,
        extract_moment(published_at) AS allocated_on, extract_moment(due_at) AS due_on
    FROM training_plan
    WHERE (CAST($1 AS smallint) IS NULL OR reporting_year = CAST($1 AS smallint))
        AND (CAST($2 AS timestamptz) IS NULL OR (published_at >= CAST($2 AS timestamptz)
            AND published_at < CAST($3 AS timestamptz)))
), content AS MATERIALIZED (
    -- Written once a course, not once a row.
    SELECT id, extract_text(feed_id) AS content_id, extract_text(name) AS content_name,
        extract_text(category) AS content_type, extract_text(status) AS content_status,
        coalesce(CAST(duration_seconds AS text), 'nan') AS content_duration
    FROM course
), named AS (
    SELECT official_id, min(value) FILTER (WHERE kind = 'igot_user') AS user_id,
        min(value) FILTER (WHERE kind = 'sparrow_email') AS email,
        min(value) FILTER (WHERE kind = 'external_system_id') AS external_system_id
    FROM official_identifier
    WHERE withdrawn_position IS NULL
        AND (CAST($4 AS integer[]) IS NULL OR official_id = ANY (CAST($4 AS integer[])))
    GROUP BY official_id
), person AS (
    -- Whoever sees an entry as its prescriber alone does not see the facts, which would look like
    -- none: such an official is not here, since no policy shows the official either.
    SELECT head.reporting_year, official.id AS official_id, evaluation.plan_ids,
        (head.reporting_year, coalesce(official.cadre_id, CAST(0 AS smallint))) IN (
            SELECT scored.reporting_year, scored.cadre_id
            FROM unnest(CAST($5 AS smallint[]), CAST($6 AS smallint[]))
                AS scored (reporting_year, cadre_id)
        ) AS scores_are_told,
        extract_text(named.user_id) AS user_id, extract_text(official.name) AS full_name,
        extract_text(mdo.feed_id) AS mdo_id, extract_text(mdo.name) AS mdo_name,
        extract_text(named.email) AS email,
        extract_text(named.external_system_id) AS external_system_id,
        extract_text(profile.cadre) AS cadre, extract_text(profile.group_name) AS groups,
        extract_text(profile.designation) AS designation
    FROM apar_head AS head
    JOIN evaluation ON evaluation.reporting_year = head.reporting_year
        AND evaluation.official_id = head.official_id
    JOIN official ON official.id = head.official_id
    JOIN named ON named.official_id = official.id AND named.user_id IS NOT NULL
    JOIN profile ON profile.id = official.profile_id
    JOIN authority AS mdo ON mdo.id = official.authority_id
    WHERE (CAST($1 AS smallint) IS NULL OR head.reporting_year = CAST($1 AS smallint))
        AND (CAST($4 AS integer[]) IS NULL OR head.official_id = ANY (CAST($4 AS integer[])))
), planned AS (
    SELECT person.*, term.id AS plan_id, term.assessment_id AS linked_id, term.cbp_plan_id,
        term.is_apar, term.allocated_on, term.due_on
    FROM person
    CROSS JOIN LATERAL unnest(person.plan_ids) AS counting (plan_id)
    JOIN term ON term.id = counting.plan_id AND term.reporting_year = person.reporting_year
), told AS (
    SELECT planned.*, prescribed.course_id AS told_id, false AS is_result, completion.enrolled_at,
        completion.completed_at, completion.certificate_id,
        -- Whether a course that is not completed was begun is not known here.
        CASE WHEN completion.completed_at IS NULL THEN 'None' ELSE 'Completed' END
            AS consumption_status,
        completion.certificate_id IS NOT NULL OR completion.evidence = 'certificate' AS certified,
        CAST(NULL AS numeric) AS score, CAST(NULL AS timestamptz) AS taken_at, 'None' AS passed
    FROM planned
    JOIN prescribed_course AS prescribed ON prescribed.plan_id = planned.plan_id
    LEFT JOIN completion ON completion.reporting_year = planned.reporting_year
        AND completion.official_id = planned.official_id
        AND completion.course_id = prescribed.course_id
        AND completion.withdrawn_position IS NULL
    UNION ALL
    SELECT planned.*, planned.linked_id, true, NULL, NULL, NULL, 'None',
        coalesce(result.certified, false),
        CASE WHEN planned.scores_are_told THEN result.score END, result.taken_at,
        CASE WHEN result.state = 'passed' THEN 'Pass'
            -- Never a Fail where nothing is known of it.
            WHEN result.state = 'failed' AND (result.score IS NOT NULL OR result.taken_at IS NOT NULL)
                THEN 'Fail'
            ELSE 'None' END
    FROM planned
    JOIN assessment_result AS result ON result.reporting_year = planned.reporting_year
        AND result.official_id = planned.official_id AND result.assessment_id = planned.linked_id
        AND result.withdrawn_position IS NULL
)
SELECT told.user_id, told.mdo_id, told.mdo_name, told.full_name,
    -- The paper's own id is not held; what marks a result is that there is one.
    CASE WHEN told.is_result THEN content.content_id ELSE 'None' END AS assessment_id,
    CASE WHEN told.is_result THEN content.content_name ELSE 'None' END AS assessment_name,
    CASE WHEN told.is_result THEN content.content_type ELSE 'None' END AS assessment_type,
    coalesce(CAST(trim_scale(told.score) AS text), 'nan') AS score_achieved, content.content_id,
    'None' AS batch_id, content.content_name, content.content_type, 'None' AS content_sub_type,
    extract_moment(told.enrolled_at) AS enrolled_on, '0' AS content_progress_percentage,
    extract_text(told.certificate_id) AS certificate_id,
    CASE WHEN told.certified THEN 'Yes' ELSE 'None' END AS certificate_generated,
    'NaT' AS content_last_accessed_on, extract_moment(told.completed_at) AS first_completed_on,
    content.content_duration, content.content_status, 'None' AS competency_type, '' AS phone,
    told.email, told.cadre, told.groups, told.designation, told.external_system_id,
    told.is_apar AS "isApar", told.cbp_plan_id, told.allocated_on,
    told.passed AS comprehensive_level_assessment_status, told.allocated_on AS cbp_plan_start_date,
    told.due_on AS cbp_plan_end_date, 'None' AS parichay_id, told.consumption_status,
    extract_moment(told.taken_at) AS assessment_date, told.allocated_on AS assigned_on,
    told.reporting_year || '-' || lpad(CAST((told.reporting_year + 1) % 100 AS text), 2, '0')
        AS plan_year
FROM told
JOIN content ON content.id = told.told_id
