-- What the feed of this population doesn't state: orders, transfers, and what iGOT shows no longer.
INSERT INTO exemption (official_id, authority_id, kind, order_number, ordered_on, ordered_by,
    valid_from, valid_until, reason, learned_position)
SELECT id, authority_id, CASE WHEN id % 3 = 0 THEN 'retirement' ELSE 'leave' END, 'O-1',
    '2025-04-01', 'Secretary', '2025-04-01', CASE WHEN id % 2 = 0 THEN DATE '2026-02-28' END,
    'By order', 1
FROM official WHERE id % 250 = 0;
INSERT INTO exemption (official_id, authority_id, kind, order_number, ordered_on, ordered_by,
    valid_from, reason, learned_position)
SELECT id, authority_id, 'leave', 'O-7', '2025-04-01', 'Secretary', '2026-03-01', 'By order', 1
FROM official WHERE id % 1000 = 0;
-- One in nine of those who sat did so twice, with another result.
INSERT INTO assessment_result (reporting_year, official_id, assessment_id, attempt, authority_id,
    service_id, cadre_id, state, score, certified, taken_at, learned_position)
SELECT reporting_year, official_id, assessment_id, attempt + 1, authority_id, service_id, cadre_id,
    CASE WHEN state = 'passed' THEN 'failed' ELSE 'passed' END, 70, false,
    coalesce(taken_at, '2025-08-01') + interval '20 days', 1
FROM assessment_result WHERE official_id % 9 = 4;
INSERT INTO completion_doubt (official_id, authority_id, learned_position)
SELECT id, authority_id, 1 FROM official WHERE id % 200 = 1;
INSERT INTO designation_level (authority_id, designation_key, level, order_number, ordered_on,
    ordered_by, learned_position)
SELECT id, 'lower division clerk', 'so_aso', 'O-2', '2025-04-01', 'Secretary', 1 FROM authority
WHERE id % 7 = 0;
-- One in fifty was transferred: within the year, early or late in it, or after it; one in a thousand
-- twice. One in four hundred came after the year.
DELETE FROM posting WHERE official_id % 50 = 3 OR official_id % 400 = 5;
INSERT INTO posting (official_id, valid_from, valid_to, authority_id, service_id, cadre_id,
    profile_id, learned_position)
SELECT official.id, stay.valid_from, stay.valid_to, place.authority_id, place.service_id,
    place.cadre_id, place.profile_id, 1
FROM official
CROSS JOIN LATERAL (
    SELECT DATE '2025-06-01' + CAST(official.id % 330 AS integer) AS moved
) AS chance
CROSS JOIN LATERAL (VALUES
    (DATE '2023-01-02', chance.moved - 40, 1),
    (chance.moved - 39, chance.moved, 2),
    (chance.moved + 1, NULL, 0)
) AS stay (valid_from, valid_to, number)
JOIN official AS place ON place.id = CASE WHEN stay.number = 0 THEN official.id
    ELSE (CAST(official.id AS bigint) * (7919 + stay.number)) % (SELECT max(id) FROM official) + 1 END
WHERE official.id % 50 = 3;
INSERT INTO posting (official_id, valid_from, authority_id, service_id, cadre_id, profile_id,
    learned_position)
SELECT id, '2026-04-02', authority_id, service_id, cadre_id, profile_id, 1
FROM official WHERE id % 400 = 5;
INSERT INTO no_mdo_declaration (official_id, authority_id, controlling_authority_id, order_number,
    ordered_on, ordered_by, valid_from, learned_position)
SELECT official.id, official.authority_id, cca.id, 'O-3', '2025-04-01', 'Secretary', '2025-04-01', 1
FROM official CROSS JOIN (SELECT min(id) AS id FROM authority WHERE kind = 'cca') AS cca
WHERE official.id % 300 = 7;
-- In each plan another course counts for the first of those that it lists.
INSERT INTO course_equivalence (authority_id, course_id, counts_for_id, order_number, ordered_on,
    ordered_by, valid_from, learned_position)
SELECT DISTINCT ON (plan.authority_id, other.id) plan.authority_id, other.id, listed.course_id,
    'O-4', '2025-04-01', 'Secretary', '2025-06-01', 1
FROM training_plan AS plan
JOIN (
    SELECT plan_id, min(course_id) AS course_id FROM prescribed_course GROUP BY plan_id
) AS listed ON listed.plan_id = plan.id
JOIN course AS other ON other.id = listed.course_id % 400 + 50
ORDER BY plan.authority_id, other.id, listed.course_id;
INSERT INTO assessment_terms (authority_id, assessment_id, reporting_year, order_number, ordered_on,
    ordered_by, opens_on, closes_on, cut_off_percent, learned_position)
SELECT DISTINCT authority_id, assessment_id, 2025, 'O-5', DATE '2025-04-01', 'Secretary',
    DATE '2025-05-01', DATE '2026-01-31', 60, 1
FROM training_plan WHERE assessment_id IS NOT NULL AND authority_id % 3 = 0;
INSERT INTO autonomous_body (authority_id, ministry_id, kind, order_number, ordered_on, ordered_by,
    mandated_from, learned_position)
SELECT id, (SELECT min(id) FROM authority), 'autonomous_body', 'O-6', '2025-04-01', 'Secretary',
    CASE WHEN id % 2 = 0 THEN DATE '2025-04-01' END, 1
FROM authority WHERE id % 19 = 5;
INSERT INTO ingest_position (position, closed_at) VALUES (900000000, '2026-05-01');
UPDATE training_plan SET status = 'retired', retired_position = 900000000 WHERE id % 41 = 3;
UPDATE prescribed_course SET vanished = true WHERE course_id % 37 = 0;
UPDATE training_plan SET due_at = '2025-09-30 12:30+00' WHERE id % 2 = 0
