-- The rules that may differ between authorities: the general ones (authority 0), and those of each
-- authority that has overridden any.
SELECT * FROM jsonb_to_recordset(CAST(:rules AS jsonb)) AS rule (
    authority_id integer, ruleset_id smallint, apar_flag_required boolean, latest_attempt boolean,
    cut_off_decides boolean, certificate_passes boolean, undated_counts boolean,
    outside_days_counts boolean, unlinked_passes boolean,
    doubt_withholds boolean, equivalents_count boolean, before_plan_counts boolean,
    after_due_counts boolean, retired_plans_count boolean, plans_count_together boolean,
    vanished_stay boolean, central_levels text[], missing_group text,
    band_limits integer[], band_at_last_limit text, years_counted_from integer,
    employment_without_apar text[], exemption_covers text, retirement_exempts boolean,
    transfer text, unplaced_withholds boolean
)
