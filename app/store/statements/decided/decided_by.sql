-- What the rules of an outcome say of courses, of attempts at assessments and of cut-offs, as they were
-- kept; what an earlier version had no name for was decided in the one way that is the rule since.
SELECT id AS ruleset_id,
    content @> '{"rules": [{"id": "assessment.attempt", "value": "latest"}]}' AS latest_attempt,
    content @> '{"rules": [{"id": "assessment.pass_mark", "value": "by_order"}]}'
        AS cut_off_decides,
    NOT content @> '{"rules": [{"id": "assessment.certificate_passes", "value": false}]}'
        AS certificate_passes,
    NOT content @> '{"rules": [{"id": "assessment.undated_result_counts", "value": false}]}'
        AS undated_counts,
    NOT content @> '{"rules": [{"id": "assessment.outside_window_counts", "value": false}]}'
        AS outside_days_counts,
    NOT content @> '{"rules": [{"id": "completion.equivalent_counts", "value": "never"}]}'
        AS equivalents_count,
    NOT content @> '{"rules": [{"id": "completion.before_plan_counts", "value": false}]}'
        AS before_plan_counts,
    NOT content @> '{"rules": [{"id": "completion.after_due_date_counts", "value": false}]}'
        AS after_due_counts,
    NOT content @> '{"rules": [{"id": "plans.vanished_course_stays", "value": false}]}'
        AS vanished_stay
FROM ruleset
