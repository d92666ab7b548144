-- The outside identifiers of the load's officials: new ones learned, returned ones taken up again.
WITH taken AS (
    INSERT INTO official_identifier (
        official_id, kind, value, authority_id, service_id, cadre_id, learned_position
    )
    SELECT DISTINCT official.id, stated.kind, stated.value, official.authority_id,
        official.service_id, official.cadre_id, CAST(:position AS bigint)
    FROM staging.official AS staged
    JOIN official_identifier AS held ON held.kind = 'igot_user' AND held.value = staged.user_id
    JOIN official ON official.id = held.official_id
    CROSS JOIN LATERAL (VALUES
        ('sparrow_email', staged.email),
        ('employee_code', staged.employee_code),
        ('external_system_id', staged.external_system_id)
    ) AS stated (kind, value)
    WHERE staged.load_id = :load_id AND stated.value IS NOT NULL
    ON CONFLICT (official_id, kind, value) DO UPDATE SET
        withdrawn_position = NULL, learned_position = excluded.learned_position
    WHERE official_identifier.withdrawn_position IS NOT NULL
    RETURNING official_id, kind, value
)
-- Whoever reads an official's entries by these keys is told with each year's next publication.
INSERT INTO identifier_untold (reporting_year, official_id, kind, value, withdrawn)
SELECT head.reporting_year, taken.official_id, taken.kind, taken.value, false
FROM taken
JOIN apar_head AS head ON head.official_id = taken.official_id
ON CONFLICT (reporting_year, official_id, kind, value) DO UPDATE SET withdrawn = false
