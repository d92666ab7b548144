-- The profiles of those drawn: officials who look alike share one.
INSERT INTO profile (
    authority_id, service_id, cadre_id, employment, designation, designation_key, group_name,
    service, civil_service_type, cadre, batch, on_central_deputation, controlling_authority,
    profile_status, tags, digest
)
SELECT DISTINCT ON (digest)
    authority_id, service.id, cadre.id, employment,
    (CAST(:titles AS text[]))[title_no + 1], (CAST(:title_keys AS text[]))[title_no + 1],
    'Group ' || substr('CBBAAC', level_no + 1, 1), service.name,
    CASE WHEN served THEN 'All India Services' END, cadre.name, batch, on_central_deputation,
    CASE WHEN served THEN CAST(:controlling_authority AS text) END, profile_status,
    CAST(tags AS text[]), digest
FROM drawn
LEFT JOIN service ON served
LEFT JOIN cadre ON served
