-- Puts into an outbox what another scope calls for, at positions from the first one given on.
INSERT INTO filing (
    instance_id, reporting_year, official_id, position, authority_id, service_id, cadre_id, kind,
    version, digest, published_at, state, attempts, tries, due_at
)
SELECT CAST(:instance AS text), CAST(:year AS smallint), official_id,
    CAST(:first_position AS bigint) - 1 + row_number() OVER (ORDER BY official_id),
    authority_id, service_id, cadre_id, kind, version, digest, published_at, 'pending', 0, 0,
    CAST(:now AS timestamptz)
FROM anew
