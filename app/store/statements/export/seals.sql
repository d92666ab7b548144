-- The last seal, when an export ($1) was asked for, of each authority that the selected entries are of.
SELECT DISTINCT ON (seal.authority_id) seal.authority_id, seal.number, seal.root, seal.digest
FROM apar_seal AS seal
JOIN apar_export AS export ON export.id = $1
WHERE seal.reporting_year = export.reporting_year AND seal.sealed_at <= export.requested_at
    AND (export.authority_id IS NULL OR seal.authority_id = export.authority_id)
    AND seal.authority_id IN (SELECT DISTINCT authority_id FROM selected)
ORDER BY seal.authority_id, seal.number DESC
