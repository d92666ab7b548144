-- How many calls each road took when a run of a kind last read it to its end.
SELECT DISTINCT ON (road.road, road.authority_id) road.road, road.authority_id, road.calls
FROM feed_road AS road
JOIN feed_run AS run ON run.id = road.run_id
WHERE run.kind = CAST(:kind AS text) AND run.reporting_year = CAST(:year AS smallint)
    AND road.state = 'complete'
ORDER BY road.road, road.authority_id, road.run_id DESC
