-- Gives each standing entry of an authority its salt, once and for ever, and what its leaf is over.
INSERT INTO apar_salt (
    reporting_year, official_id, version, authority_id, service_id, cadre_id, prescriber_id, salt,
    salted
)
SELECT drawn.reporting_year, drawn.official_id, drawn.version, drawn.authority_id,
    drawn.service_id, drawn.cadre_id, drawn.prescriber_id, drawn.salt,
    -- As app/policy/sealing.py: the salt before canonical JSON.
    sha256(drawn.salt || convert_to(
        '{"digest"\:"' || encode(drawn.digest, 'hex') || '","official_id"\:' || drawn.official_id
            || ',"position"\:' || drawn.position || ',"version"\:' || drawn.version || '}',
        'UTF8'
    ))
FROM (
    -- Two random ids hold 244 random bits, by PostgreSQL's own strong source, without an extension.
    SELECT head.*, sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())) AS salt
    FROM apar_head AS head
    WHERE head.reporting_year = CAST(:year AS smallint)
        AND head.authority_id = CAST(:authority_id AS integer)
    OFFSET 0
) AS drawn
ON CONFLICT (reporting_year, official_id, version) DO NOTHING
