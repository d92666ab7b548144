-- Records which version of whom stands at which place under a seal, in order of official.
INSERT INTO apar_seal_leaf (
    reporting_year, official_id, authority_id, service_id, cadre_id, prescriber_id, number, place,
    version
)
SELECT reporting_year, official_id, authority_id, service_id, cadre_id, prescriber_id,
    CAST(:number AS integer), row_number() OVER (ORDER BY official_id) - 1, version
FROM apar_head
WHERE reporting_year = CAST(:year AS smallint)
    AND authority_id = CAST(:authority_id AS integer)
