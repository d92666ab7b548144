-- From which ingest position on everything is kept, and which is the last that is closed.
SELECT kept.value AS first, learned.value AS last
FROM position_counter AS kept
CROSS JOIN position_counter AS learned
WHERE kept.kind = 'kept_from' AND learned.kind = 'ingest'
