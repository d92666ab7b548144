-- The next ingest position, for what is recorded outside any feed run.
SELECT register_position(CAST(:known_at AS timestamptz))
