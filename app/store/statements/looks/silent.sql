-- Authorities of which a window answered 404 in the last run that asked for all windows of a year.
SELECT authority_id FROM (
    SELECT DISTINCT ON (road.authority_id) road.authority_id,
        road.counts -> 'windows_without_rows' IS NOT NULL AS silent
    FROM feed_road AS road
    JOIN feed_run AS run ON run.id = road.run_id
    WHERE road.road = 'completions' AND run.reporting_year = CAST(:year AS smallint)
    ORDER BY road.authority_id, road.run_id DESC
) AS last
WHERE silent
ORDER BY 1
