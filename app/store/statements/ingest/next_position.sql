-- The ingest position after the last; nobody else takes it before this transaction ends.
SELECT value + 1 FROM position_counter WHERE kind = 'ingest' FOR UPDATE
