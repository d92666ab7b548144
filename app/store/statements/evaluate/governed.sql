-- The rules that a place is decided under: those of whoever prescribes, else of its authority; and
-- whether they leave open what holds for one who stood nowhere on the day that counts.
SELECT prescriber.*, rule.ruleset_id, rule.apar_flag_required, rule.latest_attempt,
    rule.cut_off_decides, rule.certificate_passes, rule.undated_counts, rule.outside_days_counts,
    rule.unlinked_passes, rule.doubt_withholds, rule.equivalents_count, rule.before_plan_counts,
    rule.after_due_counts, rule.retired_plans_count, rule.plans_count_together, rule.vanished_stay,
    rule.central_levels, rule.missing_group,
    rule.band_limits, rule.band_at_last_limit, rule.years_counted_from, rule.transfer,
    rule.employment_without_apar, rule.exemption_covers, rule.retirement_exempts,
    prescriber.unplaced AND rule.unplaced_withholds AS withheld
FROM prescriber
LEFT JOIN rule AS own
    ON own.authority_id = coalesce(prescriber.prescriber_id, prescriber.authority_id)
JOIN rule ON rule.authority_id = coalesce(own.authority_id, 0)
