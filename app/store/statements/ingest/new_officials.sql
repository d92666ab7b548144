-- Officials whom the load shows for the first time, with the identifier that the feed knows.
WITH unknown AS (
    SELECT nextval(pg_get_serial_sequence('official', 'id'))::integer AS id, staged.user_id,
        staged.name, staged.active, staged.joined_on, profile.id AS profile_id,
        profile.authority_id, profile.service_id, profile.cadre_id
    FROM staging.official AS staged
    JOIN profile ON profile.digest = staged.profile_digest
    WHERE staged.load_id = :load_id AND NOT EXISTS (
        SELECT FROM official_identifier AS held
        WHERE held.kind = 'igot_user' AND held.value = staged.user_id
    )
), born AS (
    INSERT INTO official (
        id, authority_id, service_id, cadre_id, profile_id, name, active, joined_on,
        learned_position, arrived_position
    )
    SELECT id, authority_id, service_id, cadre_id, profile_id, name, active, joined_on,
        CAST(:position AS bigint), CAST(:position AS bigint)
    FROM unknown
), known AS (
    INSERT INTO official_identifier (
        official_id, kind, value, authority_id, service_id, cadre_id, learned_position
    )
    SELECT id, 'igot_user', user_id, authority_id, service_id, cadre_id, CAST(:position AS bigint)
    FROM unknown
), posted AS (
    INSERT INTO posting (
        official_id, valid_from, authority_id, service_id, cadre_id, profile_id, learned_position
    )
    SELECT id, joined_on, authority_id, service_id, cadre_id, profile_id,
        CAST(:position AS bigint)
    FROM unknown
), due AS (
    INSERT INTO evaluation_due (reporting_year, official_id, position)
    -- Years may be read side by side: he is new to each that was ever decided for.
    SELECT year.reporting_year, unknown.id, CAST(:position AS bigint)
    FROM unknown
    CROSS JOIN (
        SELECT CAST(:year AS smallint) AS reporting_year UNION SELECT reporting_year FROM ruleset
    ) AS year
    ON CONFLICT (reporting_year, official_id) DO UPDATE SET position = excluded.position
)
SELECT count(*) FROM unknown
