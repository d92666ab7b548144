-- Through when the reports of an official's authority had all been read, since he came and by a
-- position; null where any had not.
SELECT CASE WHEN count(*) = cardinality(CAST(:roads AS text[])) THEN min(latest.through) END
FROM (
    SELECT max(reading.facts_through) AS through
    FROM official
    JOIN feed_watermark_history AS reading
        ON reading.authority_id IN (official.authority_id, CAST(:national AS integer))
        AND reading.position BETWEEN official.arrived_position AND CAST(:known_at AS bigint)
    WHERE official.id = CAST(:official_id AS integer)
        AND reading.feed = CAST(:feed AS text)
        AND reading.reporting_year = CAST(:year AS smallint)
        AND reading.road = ANY (CAST(:roads AS text[]))
    GROUP BY reading.road
) AS latest
