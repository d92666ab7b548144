-- The entries of an export ($1) of the officials from one ($2) to another ($3): of each the version
-- that stood at the export's position, if the asker might see it.
SELECT entry.*
FROM apar_export AS export
CROSS JOIN apar_entry AS entry
WHERE export.id = $1 AND entry.official_id BETWEEN $2 AND $3
    -- Looked up beforehand, so that only the year's partition is opened.
    AND entry.reporting_year = (SELECT reporting_year FROM apar_export WHERE id = $1)
    AND entry.position <= (SELECT position FROM apar_export WHERE id = $1)
    AND (export.authority_id IS NULL OR entry.authority_id = export.authority_id)
    AND (
        export.reach = 'all' OR entry.authority_id = ANY (export.authorities)
        OR entry.service_id = ANY (export.services) OR entry.cadre_id = ANY (export.cadres)
        OR entry.prescriber_id = ANY (export.authorities)
    )
    AND NOT EXISTS (
        SELECT FROM apar_entry AS later
        WHERE later.reporting_year = entry.reporting_year
            AND later.official_id = entry.official_id AND later.version > entry.version
            AND later.position <= export.position
    )
