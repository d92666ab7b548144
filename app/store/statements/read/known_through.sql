-- Through when some roads of an authority had all been read by a position; null where any had not.
SELECT CASE WHEN count(*) = cardinality(CAST(:roads AS text[])) THEN min(latest.through) END
FROM (
    SELECT max(reading.facts_through) AS through
    FROM feed_watermark_history AS reading
    WHERE reading.authority_id IN (CAST(:authority_id AS integer), CAST(:national AS integer))
        AND reading.position <= CAST(:known_at AS bigint)
        AND reading.feed = CAST(:feed AS text)
        AND reading.reporting_year = CAST(:year AS smallint)
        AND reading.road = ANY (CAST(:roads AS text[]))
    GROUP BY reading.road
) AS latest
