-- Identifiers that the feed no longer states for an official whom the load does show.
WITH gone AS (
    UPDATE official_identifier AS held SET withdrawn_position = CAST(:position AS bigint)
    FROM staging.official AS staged
    JOIN official_identifier AS anchor
        ON anchor.kind = 'igot_user' AND anchor.value = staged.user_id
    WHERE staged.load_id = :load_id AND held.official_id = anchor.official_id
        AND held.kind <> 'igot_user' AND held.withdrawn_position IS NULL
        AND NOT EXISTS (
            SELECT FROM (VALUES
                ('sparrow_email', staged.email),
                ('employee_code', staged.employee_code),
                ('external_system_id', staged.external_system_id)
            ) AS stated (kind, value)
            WHERE stated.kind = held.kind AND stated.value = held.value
        )
    RETURNING held.official_id, held.kind, held.value
)
-- Whoever reads an official's entries by these keys is told with each year's next publication.
INSERT INTO identifier_untold (reporting_year, official_id, kind, value, withdrawn)
SELECT head.reporting_year, gone.official_id, gone.kind, gone.value, true
FROM gone
JOIN apar_head AS head ON head.official_id = gone.official_id
ON CONFLICT (reporting_year, official_id, kind, value) DO UPDATE SET withdrawn = true
