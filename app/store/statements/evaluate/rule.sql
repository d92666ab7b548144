-- The rules that may differ between authorities: the general ones (authority 0), and those of each
-- authority that has overridden any.
SELECT * FROM jsonb_to_recordset(CAST(:rules AS jsonb)) AS rule (
    authority_id integer, ruleset_id smallint, apar_flag_required boolean, latest_attempt boolean,
    cut_off_decides boolean,
    band_limits integer[], band_at_last_limit text, years_counted_from integer,
    employment_without_apar text[], exemption_covers text, retirement_exempts boolean,
    transfer text, unplaced_withholds boolean
)
