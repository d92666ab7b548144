-- All that the outcome is made of, side by side for each official.
SELECT subject.official_id, subject.authority_id, subject.service_id, subject.cadre_id,
    subject.plan_ids, subject.flag_missing, subject.not_flagged, subject.all_postings, subject.ruleset_id,
    prescriber.prescriber_id, prescriber.not_covered, level.level,
    size.prescribed, size.required, size.assessments,
    learnt.completed,
    coalesce(assessed.assessment, 'not_linked') AS assessment,
    mandating.authority_id IS NOT NULL AND (mandating.flagged OR NOT governed.apar_flag_required)
        AS mandated_elsewhere,
    coalesce(CASE governed.exemption_covers
        WHEN 'last_day' THEN exempted.last_day
        WHEN 'whole_year' THEN exempted.whole_year
        ELSE exempted.any_day
    END, false) AS exempt,
    coalesce(exempted.retired, false) AS retired, governed.retirement_exempts,
    doubted.official_id IS NOT NULL AND learnt.completed < size.required AS in_doubt,
    scope.employment = ANY (governed.employment_without_apar) AS without_apar,
    scope.all_india AND scope.on_central_deputation IS NULL AS deputation_missing,
    scope.earlier_posting, scope.longest_posting, scope.body_without_choice, scope.no_mdo_prescriber_id IS NOT NULL AS no_mdo
FROM subject
JOIN scope ON scope.id = subject.profile_id
JOIN prescriber ON prescriber.profile_id = subject.profile_id
JOIN governed ON governed.profile_id = subject.profile_id
JOIN level ON level.profile_id = subject.profile_id
JOIN size ON size.demand_no = subject.demand_no
LEFT JOIN counted ON counted.official_id = subject.official_id
LEFT JOIN credited ON credited.official_id = subject.official_id
CROSS JOIN LATERAL (
    SELECT coalesce(counted.completed, 0) + coalesce(credited.credited, 0) AS completed
) AS learnt
LEFT JOIN mandating ON mandating.authority_id = prescriber.prescriber_id
LEFT JOIN assessed ON assessed.official_id = subject.official_id
LEFT JOIN exempted ON exempted.official_id = subject.official_id
LEFT JOIN doubted ON doubted.official_id = subject.official_id
