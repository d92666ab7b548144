-- What came of a road in a run, with the records that it put aside, by quirk.
INSERT INTO feed_road (
    run_id, road, authority_id, state, reason, calls, counts, rejects, started_at, ended_at
)
SELECT CAST(:run_id AS bigint), CAST(:road AS text), CAST(:authority_id AS integer),
    CAST(:state AS text), CAST(:reason AS text), CAST(:calls AS integer), CAST(:counts AS jsonb),
    coalesce((
        SELECT jsonb_object_agg(aside.quirk, aside.records)
        FROM (
            SELECT quirk, count(*) AS records FROM quarantine
            WHERE road = CAST(:road AS text) AND authority_id = CAST(:authority_id AS integer)
                AND last_run_id = CAST(:run_id AS bigint)
            GROUP BY quirk
        ) AS aside
    ), '{}'), CAST(:started_at AS timestamptz), CAST(:ended_at AS timestamptz)
ON CONFLICT (run_id, road, authority_id) DO UPDATE SET
    state = excluded.state, reason = excluded.reason, calls = excluded.calls,
    counts = excluded.counts, rejects = excluded.rejects, ended_at = excluded.ended_at
