-- Officials whom their authority's roster, read to its end, no longer shows. Their outcomes stay as
-- confirmed by the reading that showed them last; nobody is decided for by reports that leave him out.
WITH departed AS (
    SELECT official.*, (
        SELECT coalesce(max(held.facts_through), learned.closed_at) FROM feed_watermark AS held
        WHERE held.road = 'officials' AND held.authority_id = CAST(:authority_id AS integer)
    ) AS shown_through
    FROM official
    JOIN ingest_position AS learned ON learned.position = CAST(:position AS bigint)
    WHERE official.authority_id = CAST(:authority_id AS integer) AND official.left_position IS NULL
        AND official.id NOT IN (
            SELECT held.official_id FROM staging.official AS staged
            JOIN official_identifier AS held
                ON held.kind = 'igot_user' AND held.value = staged.user_id
            WHERE staged.load_id = CAST(:load_id AS bigint)
        )
), kept AS (
    INSERT INTO official_history (
        official_id, authority_id, service_id, cadre_id, profile_id, active, left_position,
        arrived_position, learned_position, superseded_position
    )
    SELECT id, authority_id, service_id, cadre_id, profile_id, active, left_position,
        arrived_position, learned_position, CAST(:position AS bigint)
    FROM departed
), marked AS (
    UPDATE official SET
        left_position = CAST(:position AS bigint), learned_position = CAST(:position AS bigint)
    FROM departed
    WHERE official.id = departed.id
), dated AS (
    UPDATE evaluation SET
        confirmed_through = coalesce(evaluation.confirmed_through, departed.shown_through)
    FROM departed
    WHERE evaluation.official_id = departed.id
)
SELECT count(*) FROM departed
