-- Profiles that the load shows for the first time: officials who look alike share one.
INSERT INTO profile (
    authority_id, service_id, cadre_id, employment, designation, designation_key, group_name,
    service, civil_service_type, cadre, batch, on_central_deputation, controlling_authority,
    profile_status, tags, digest
)
SELECT DISTINCT ON (staged.profile_digest)
    CAST(:authority_id AS integer), service.id, cadre.id, staged.employment, staged.designation,
    staged.designation_key, staged.group_name, staged.service, staged.civil_service_type,
    staged.cadre, staged.batch, staged.on_central_deputation, staged.controlling_authority,
    staged.profile_status, staged.tags, staged.profile_digest
FROM staging.official AS staged
LEFT JOIN service ON service.name = staged.service
LEFT JOIN cadre ON cadre.name = staged.cadre
WHERE staged.load_id = :load_id
ON CONFLICT (digest) DO NOTHING
