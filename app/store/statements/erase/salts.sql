-- Takes away what ties an official's published versions to the leaves of seals.
UPDATE apar_salt SET salt = NULL
WHERE official_id = CAST(:official_id AS integer) AND salt IS NOT NULL
