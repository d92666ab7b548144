-- The two counters, when a sync last read all roads to their end, and what waits for its link.
SELECT (SELECT value FROM position_counter WHERE kind = 'publish') AS published,
    (SELECT value FROM position_counter WHERE kind = 'ingest') AS learned,
    (SELECT max(ended_at) FROM feed_run WHERE state = 'complete') AS fed_at,
    waiting.events AS unchained, waiting.since AS unchained_since
FROM (
    SELECT count(*) AS events, min(at) AS since FROM audit_event WHERE chain_hash IS NULL
) AS waiting
