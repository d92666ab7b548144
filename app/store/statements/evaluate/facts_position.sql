-- The last position learned, held until the end: what is published is decided on the same facts.
SELECT value FROM position_counter WHERE kind = 'ingest' FOR SHARE
