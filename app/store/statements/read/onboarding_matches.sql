-- The held officials that submitted e-mails and employee codes lead to.
SELECT asked.place, held.kind, official.id AS official_id, official.authority_id, official.name,
    profile.designation, profile.designation_key, profile.group_name, profile.service,
    profile.cadre, profile.batch, profile.on_central_deputation, profile.profile_status,
    profile.employment, own.level AS own_level,
    coalesce(evaluation.plan_ids <> '{}', true) AS has_plan
FROM unnest(CAST(:emails AS text[]), CAST(:codes AS text[]))
    WITH ORDINALITY AS asked (email, code, place)
JOIN official_identifier AS held ON held.withdrawn_position IS NULL AND (
    (held.kind = 'sparrow_email' AND held.value = asked.email)
    OR (held.kind = 'employee_code' AND lower(held.value) = asked.code)
)
JOIN official ON official.id = held.official_id
JOIN profile ON profile.id = official.profile_id
LEFT JOIN designation_level AS own ON own.authority_id = profile.authority_id
    AND own.designation_key = profile.designation_key AND own.withdrawn_position IS NULL
LEFT JOIN evaluation ON evaluation.reporting_year = CAST(:year AS smallint)
    AND evaluation.official_id = official.id
ORDER BY asked.place, official.id
