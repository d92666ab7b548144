-- Who prescribes in a place: its MDO; the CCA for All India Services not on deputation, and for
-- officers of the Central Civil Services who are declared to work with no MDO.
SELECT scope.id AS profile_id, scope.*,
    CASE
        WHEN scope.no_mdo_prescriber_id IS NOT NULL THEN scope.no_mdo_prescriber_id
        WHEN scope.all_india AND scope.on_central_deputation IS NOT TRUE THEN cca.id
        WHEN scope.authority_kind = 'mdo' THEN scope.authority_id
    END AS prescriber_id,
    NOT scope.all_india AND scope.authority_kind = 'cca'
        AND scope.no_mdo_prescriber_id IS NULL AS not_covered
FROM scope
LEFT JOIN (
    SELECT lower(btrim(name)) AS name, min(id) AS id
    FROM authority WHERE kind = 'cca'
    GROUP BY lower(btrim(name)) HAVING count(*) = 1
) AS cca ON cca.name = lower(btrim(scope.controlling_authority))
