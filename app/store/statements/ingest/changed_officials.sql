-- Officials whose profile, name or standing differs from what is held; the old goes to history.
WITH differing AS (
    SELECT official.*, profile.id AS new_profile_id, profile.authority_id AS new_authority_id,
        profile.service_id AS new_service_id, profile.cadre_id AS new_cadre_id,
        staged.name AS new_name, staged.active AS new_active, staged.joined_on AS new_joined_on
    FROM staging.official AS staged
    JOIN profile ON profile.digest = staged.profile_digest
    JOIN official_identifier AS held ON held.kind = 'igot_user' AND held.value = staged.user_id
    JOIN official ON official.id = held.official_id
    WHERE staged.load_id = :load_id
        AND (official.profile_id, official.name, official.active, official.joined_on)
            IS DISTINCT FROM (profile.id, staged.name, staged.active, staged.joined_on)
        OR staged.load_id = :load_id AND official.left_position IS NOT NULL
), kept AS (
    INSERT INTO official_history (
        official_id, authority_id, service_id, cadre_id, profile_id, active, left_position,
        arrived_position, learned_position, superseded_position
    )
    SELECT id, authority_id, service_id, cadre_id, profile_id, active, left_position,
        arrived_position, learned_position, CAST(:position AS bigint)
    FROM differing
), renewed AS (
    UPDATE official SET
        profile_id = differing.new_profile_id, authority_id = differing.new_authority_id,
        service_id = differing.new_service_id, cadre_id = differing.new_cadre_id,
        name = differing.new_name, active = differing.new_active,
        joined_on = differing.new_joined_on, learned_position = CAST(:position AS bigint),
        left_position = NULL,
        -- Reports that were read while he was gone say nothing about him.
        arrived_position = CASE
            WHEN differing.authority_id = differing.new_authority_id
                AND differing.left_position IS NULL
                THEN differing.arrived_position
            ELSE CAST(:position AS bigint)
        END
    FROM differing
    WHERE official.id = differing.id
), due AS (
    INSERT INTO evaluation_due (reporting_year, official_id, position)
    -- A move may be learned after the year that it touches: each year that holds an outcome is due.
    SELECT touched.reporting_year, touched.official_id, CAST(:position AS bigint)
    FROM (
        SELECT CAST(:year AS smallint) AS reporting_year, id AS official_id FROM differing
        UNION
        SELECT evaluation.reporting_year, evaluation.official_id
        FROM differing
        JOIN evaluation ON evaluation.official_id = differing.id
    ) AS touched
    ON CONFLICT (reporting_year, official_id) DO UPDATE SET position = excluded.position
)
SELECT count(*) FROM differing
