-- Composes the canonical entry (RFC 8785) of each official in scope, and stages those that differ.
WITH candidate AS (
    SELECT evaluation.* FROM evaluation
    JOIN official ON official.id = evaluation.official_id
    -- Only whom this run decided for: an older outcome may contradict what is learned since.
    JOIN unnest(CAST(:authority_ids AS integer[]), CAST(:read_through AS bigint[]))
        AS ready (authority_id, position)
        ON ready.authority_id = official.authority_id
        AND ready.position >= official.arrived_position AND official.left_position IS NULL
    WHERE evaluation.reporting_year = CAST(:year AS smallint)
        AND evaluation.authority_id = ANY (CAST(:authority_ids AS integer[]))
        -- Whoever is not mandated has no entry, unless one stands that says otherwise.
        AND (evaluation.outcome <> 'not_mandated' OR EXISTS (
            SELECT FROM apar_head AS head
            WHERE head.reporting_year = evaluation.reporting_year
                AND head.official_id = evaluation.official_id
        ))
        -- Only of these, or of all where there is no list: the planner sees how long it is.
        AND (CAST(:due AS integer[]) IS NULL
            OR evaluation.official_id = ANY (CAST(:due AS integer[])))
), demand AS (
    SELECT plan_ids, row_number() OVER (ORDER BY plan_ids) AS demand_no
    FROM (SELECT DISTINCT plan_ids FROM candidate) AS sets
), prescribed AS (
    SELECT DISTINCT demand.plan_ids, course.id AS course_id, course.feed_id,
        '"course_id":' || to_json(course.feed_id) AS identified,
        '"name":' || coalesce(to_json(course.name)::text, 'null') AS named
    FROM demand
    CROSS JOIN LATERAL unnest(demand.plan_ids) AS counting (plan_id)
    JOIN prescribed_course ON prescribed_course.plan_id = counting.plan_id
    JOIN course ON course.id = prescribed_course.course_id
), equivalent AS (
    -- What counts for a prescribed course by order, as the evaluation has it.
    SELECT DISTINCT prescribed.plan_ids, ordered.id, ordered.course_id, ordered.counts_for_id,
        ordered.order_number, daterange(ordered.valid_from, ordered.valid_until, '[]') AS days
    FROM course_equivalence AS ordered
    JOIN prescribed ON prescribed.course_id = ordered.counts_for_id
    JOIN prescribed_course AS listed ON listed.course_id = ordered.counts_for_id
    JOIN training_plan AS plan ON plan.id = listed.plan_id
        AND plan.id = ANY (prescribed.plan_ids) AND plan.authority_id = ordered.authority_id
    WHERE ordered.withdrawn_position IS NULL AND NOT EXISTS (
        SELECT FROM prescribed AS itself
        WHERE itself.plan_ids = prescribed.plan_ids AND itself.course_id = ordered.course_id
    )
), standing_in AS (
    SELECT DISTINCT ON (candidate.official_id, equivalent.course_id) candidate.official_id,
        equivalent.course_id, equivalent.counts_for_id, equivalent.order_number,
        completion.completed_at
    FROM equivalent
    JOIN candidate ON candidate.plan_ids = equivalent.plan_ids
    JOIN completion ON completion.reporting_year = CAST(:year AS smallint)
        AND completion.official_id = candidate.official_id
        AND completion.course_id = equivalent.course_id
        AND completion.withdrawn_position IS NULL
        AND equivalent.days @> CAST(completion.completed_at AT TIME ZONE 'Asia/Kolkata' AS date)
    WHERE NOT EXISTS (
        SELECT FROM completion AS itself
        WHERE itself.reporting_year = CAST(:year AS smallint)
            AND itself.official_id = candidate.official_id
            AND itself.course_id = equivalent.counts_for_id
            AND itself.withdrawn_position IS NULL
    )
    ORDER BY candidate.official_id, equivalent.course_id, equivalent.counts_for_id, equivalent.id
), instead AS (
    SELECT DISTINCT ON (standing_in.official_id, standing_in.counts_for_id)
        standing_in.official_id, standing_in.counts_for_id,
        '"equivalent":{"completed_on":"'
            || to_char(standing_in.completed_at AT TIME ZONE 'Asia/Kolkata', 'YYYY-MM-DD')
            || '","course_id":' || to_json(course.feed_id)
            || ',"name":' || coalesce(to_json(course.name)::text, 'null')
            || ',"order_number":' || to_json(standing_in.order_number) || '}' AS written
    FROM standing_in
    JOIN course ON course.id = standing_in.course_id
    ORDER BY standing_in.official_id, standing_in.counts_for_id, standing_in.course_id
), standing AS (
    SELECT candidate.official_id, string_agg(
        CASE
            WHEN completion.official_id IS NOT NULL THEN '{"completed_on":"'
                || to_char(completion.completed_at AT TIME ZONE 'Asia/Kolkata', 'YYYY-MM-DD')
                || '",' || prescribed.identified || ',' || prescribed.named
                || ',"status":"completed"}'
            -- iGOT shows the other course: the line does not say that this one is completed.
            WHEN instead.official_id IS NOT NULL THEN '{"completed_on"\:null,'
                || prescribed.identified || ',' || instead.written || ',' || prescribed.named
                || ',"status":"equivalent_completed"}'
            ELSE '{"completed_on"\:null,' || prescribed.identified || ',' || prescribed.named
                || ',"status":"not_completed"}'
        END, ',' ORDER BY prescribed.feed_id COLLATE "C"
    ) AS courses
    FROM candidate
    JOIN prescribed ON prescribed.plan_ids = candidate.plan_ids
    LEFT JOIN completion ON completion.reporting_year = CAST(:year AS smallint)
        AND completion.official_id = candidate.official_id
        AND completion.course_id = prescribed.course_id
        AND completion.withdrawn_position IS NULL
    LEFT JOIN instead ON instead.official_id = candidate.official_id
        AND instead.counts_for_id = prescribed.course_id
    GROUP BY candidate.official_id
), decided_by AS (
    SELECT id, jsonb_path_exists(
        content, '$.rules[*] ? (@.id == "assessment.attempt" && @.value == "latest")'
    ) AS latest_attempt
    FROM ruleset
), passed AS (
    SELECT candidate.official_id, string_agg(
        '{"assessment_id":' || to_json(course.feed_id)
            || ',"name":' || coalesce(to_json(course.name)::text, 'null')
            || ',"passed_on":' || coalesce(
                '"' || to_char(result.taken_at AT TIME ZONE 'Asia/Kolkata', 'YYYY-MM-DD') || '"',
                'null'
            ) || CASE WHEN candidate.cadre_id = ANY (CAST(:scores_shown AS smallint[]))
                THEN ',"score":' || coalesce(CAST(trim_scale(result.score) AS text), 'null')
                ELSE '' END || ',"status":"passed"}',
        ',' ORDER BY course.feed_id COLLATE "C"
    ) AS assessments
    FROM candidate
    JOIN decided_by ON decided_by.id = candidate.ruleset_id
    CROSS JOIN LATERAL (
        SELECT DISTINCT plan.assessment_id
        FROM unnest(candidate.plan_ids) AS counting (plan_id)
        JOIN training_plan AS plan ON plan.id = counting.plan_id
        WHERE plan.assessment_id IS NOT NULL
    ) AS linked
    JOIN course ON course.id = linked.assessment_id
    CROSS JOIN LATERAL (
        SELECT result.taken_at, result.state, result.score FROM assessment_result AS result
        WHERE result.reporting_year = CAST(:year AS smallint)
            AND result.official_id = candidate.official_id
            AND result.assessment_id = linked.assessment_id
            AND result.withdrawn_position IS NULL
        -- The attempt that stands: where the latest counts, an earlier pass is none any more.
        ORDER BY CASE WHEN decided_by.latest_attempt THEN result.taken_at END DESC NULLS LAST,
            result.state <> 'passed', result.taken_at NULLS LAST
        LIMIT 1
    ) AS result
    WHERE result.state = 'passed'
    GROUP BY candidate.official_id
), hashed AS (
    -- Each fence keeps the text, and then its digest, from being made again for every use.
    SELECT written.*, sha256(convert_to(body, 'UTF8')) AS digest
    FROM (
        SELECT candidate.official_id, candidate.authority_id, candidate.service_id,
            candidate.cadre_id, candidate.prescriber_id,
            '{"assessments":[' || coalesce(passed.assessments, '') || '],"courses":['
                || coalesce(standing.courses, '') || '],"reporting_year":'
                || to_json(CAST(:year_label AS text)) || ',"ruleset":'
                || to_json(ruleset.digest) || ',"schema":' || to_json(CAST(:schema AS text))
                || ',"summary":{"completed":' || candidate.completed || ',"outcome":'
                || CASE WHEN candidate.cadre_id = ANY (CAST(:outcome_withheld AS smallint[])) THEN 'null'
                    ELSE to_json(candidate.outcome)::text END || ',"prescribed":' || candidate.prescribed
                || ',"required":' || candidate.required || '}}' AS body
        FROM candidate
        JOIN ruleset ON ruleset.id = candidate.ruleset_id
        LEFT JOIN standing ON standing.official_id = candidate.official_id
        LEFT JOIN passed ON passed.official_id = candidate.official_id
        OFFSET 0
    ) AS written
    OFFSET 0
)
INSERT INTO staging.entry (load_id, official_id, body, digest)
SELECT CAST(:load_id AS bigint), hashed.official_id, hashed.body, hashed.digest
FROM hashed
LEFT JOIN apar_head AS head ON head.reporting_year = CAST(:year AS smallint)
    AND head.official_id = hashed.official_id
WHERE head.digest IS DISTINCT FROM hashed.digest
    -- The same entry is published anew for an official who moved: rows carry who may see them.
    OR (head.authority_id, head.service_id, head.cadre_id, head.prescriber_id) IS DISTINCT FROM
        (hashed.authority_id, hashed.service_id, hashed.cadre_id, hashed.prescriber_id)
