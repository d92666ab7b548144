-- Those whom an authority's rules govern: whom it prescribes for, or did in any posting, and who
-- stand or stood in it; nobody by rules that are apart from outcomes.
SELECT register_due(ARRAY[rule_override.reporting_year], array_agg(DISTINCT governed.official_id),
    CAST(:position AS bigint))
FROM rule_override
CROSS JOIN LATERAL (
    SELECT evaluation.official_id FROM evaluation
    WHERE evaluation.reporting_year = rule_override.reporting_year
        AND evaluation.prescriber_id = rule_override.authority_id
    UNION
    SELECT official.id FROM official
    WHERE official.authority_id = rule_override.authority_id
    UNION
    SELECT posting.official_id FROM posting
    WHERE posting.authority_id = rule_override.authority_id AND posting.valid_to IS NOT NULL
    UNION
    SELECT posting.official_id FROM authority
    JOIN profile ON lower(btrim(profile.controlling_authority)) = lower(btrim(authority.name))
    JOIN posting ON posting.profile_id = profile.id
    WHERE authority.id = rule_override.authority_id
) AS governed
WHERE rule_override.id = ANY (CAST(:ids AS integer[]))
    AND NOT starts_with(rule_override.rule_id, CAST(:apart AS text))
GROUP BY rule_override.reporting_year
