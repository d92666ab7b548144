-- The rules that a profile is decided under: those of whoever prescribes, else of its authority.
SELECT prescriber.profile_id, rule.*
FROM prescriber
JOIN scope ON scope.id = prescriber.profile_id
LEFT JOIN rule AS own
    ON own.authority_id = coalesce(prescriber.prescriber_id, scope.authority_id)
JOIN rule ON rule.authority_id = coalesce(own.authority_id, 0)
