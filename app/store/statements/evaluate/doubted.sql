-- Officials of whom a report shows a completion without saying when.
SELECT official_id FROM completion_doubt WHERE withdrawn_position IS NULL
