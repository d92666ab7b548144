-- The newest seal that an official's entry stands under, its place there, and the salt.
SELECT leaf.authority_id, leaf.number, leaf.place, leaf.version, entry.position, entry.digest,
    encode(sha256(convert_to(entry.correction, 'UTF8')), 'hex') AS correction, salt.salt, seal.entries, seal.body, seal.signature
FROM apar_seal_leaf AS leaf
JOIN apar_seal AS seal ON seal.authority_id = leaf.authority_id AND seal.number = leaf.number
JOIN apar_entry AS entry ON entry.reporting_year = leaf.reporting_year
    AND entry.official_id = leaf.official_id AND entry.version = leaf.version
JOIN apar_salt AS salt ON salt.reporting_year = leaf.reporting_year
    AND salt.official_id = leaf.official_id AND salt.version = leaf.version
WHERE leaf.reporting_year = CAST(:year AS smallint)
    AND leaf.official_id = CAST(:official_id AS integer)
ORDER BY seal.sealed_at DESC, seal.number DESC
LIMIT 1
