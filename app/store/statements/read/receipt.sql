-- How many entries stood for an authority at a publish position, and the SHA-256 over their digests.
WITH asked AS (
    SELECT official_id FROM apar_head
    WHERE reporting_year = CAST(:year AS smallint)
        AND authority_id = CAST(:authority_id AS integer)
    UNION
    -- And those who have left since.
    SELECT official_id FROM apar_change
    WHERE reporting_year = CAST(:year AS smallint) AND kind = 'departed'
        AND authority_id = CAST(:authority_id AS integer)
        AND position > CAST(:position AS bigint)
), stood AS (
    SELECT entry.official_id, entry.digest
    FROM asked
    CROSS JOIN LATERAL (
        SELECT held.official_id, held.authority_id, held.position, held.digest
        FROM apar_entry AS held
        WHERE held.reporting_year = CAST(:year AS smallint)
            AND held.official_id = asked.official_id AND held.position <= CAST(:position AS bigint)
        ORDER BY held.version DESC
        LIMIT 1
    ) AS entry
    WHERE entry.authority_id = CAST(:authority_id AS integer)
        -- Whoever left before the position stood elsewhere then, where the caller may not see him.
        AND NOT EXISTS (
            SELECT FROM apar_change AS gone
            WHERE gone.reporting_year = CAST(:year AS smallint) AND gone.kind = 'departed'
                AND gone.official_id = entry.official_id AND gone.position > entry.position
                AND gone.position <= CAST(:position AS bigint)
        )
)
SELECT count(*) AS count,
    sha256(coalesce(string_agg(digest, CAST('' AS bytea) ORDER BY official_id), '')) AS digest
FROM stood
