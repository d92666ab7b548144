-- Gives each standing entry of an authority its salt, once and for ever, and what its leaf is over.
INSERT INTO apar_salt (
    reporting_year, official_id, version, authority_id, service_id, cadre_id, prescriber_id, salt,
    salted
)
SELECT drawn.reporting_year, drawn.official_id, drawn.version, drawn.authority_id,
    drawn.service_id, drawn.cadre_id, drawn.prescriber_id, drawn.salt,
    -- As app/policy/apar/sealing.py: the salt before canonical JSON.
    sha256(drawn.salt || convert_to(
        '{"correction_digest"\:' || coalesce(
            '"' || encode(sha256(convert_to(drawn.correction, 'UTF8')), 'hex') || '"', 'null'
        ) || ',"digest"\:"' || encode(drawn.digest, 'hex') || '","official_id"\:' || drawn.official_id
            || ',"position"\:' || drawn.position || ',"version"\:' || drawn.version || '}',
        'UTF8'
    ))
FROM (
    -- Two random ids hold 244 random bits, by PostgreSQL's own strong source, without an extension.
    SELECT head.*, entry.correction,
        sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())) AS salt
    FROM apar_head AS head
    JOIN apar_entry AS entry ON entry.reporting_year = head.reporting_year
        AND entry.official_id = head.official_id AND entry.version = head.version
    WHERE head.reporting_year = CAST(:year AS smallint)
        AND head.authority_id = CAST(:authority_id AS integer)
    OFFSET 0
) AS drawn
ON CONFLICT (reporting_year, official_id, version) DO NOTHING
