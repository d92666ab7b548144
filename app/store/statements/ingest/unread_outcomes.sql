-- Outcomes of the load's officials whom no report of their authority has shown since they came or
-- came back: they are confirmed no further than the last reading of the roster.
UPDATE evaluation SET confirmed_through = (
    SELECT coalesce(max(held.facts_through), learned.closed_at) FROM feed_watermark AS held
    WHERE held.road = 'officials' AND held.authority_id = CAST(:authority_id AS integer)
)
FROM staging.official AS staged
JOIN official_identifier AS known ON known.kind = 'igot_user' AND known.value = staged.user_id
JOIN official ON official.id = known.official_id
JOIN ingest_position AS learned ON learned.position = CAST(:position AS bigint)
WHERE staged.load_id = CAST(:load_id AS bigint)
    AND official.arrived_position = CAST(:position AS bigint)
    AND evaluation.official_id = official.id AND evaluation.confirmed_through IS NULL
