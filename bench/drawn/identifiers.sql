-- By what the feed knows each official.
INSERT INTO official_identifier (
    official_id, kind, value, authority_id, service_id, cadre_id, learned_position
)
SELECT id, 'igot_user', CAST(md5(CAST(id AS text)) AS uuid), authority_id, service_id, cadre_id, 1
FROM official
