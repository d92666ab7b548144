-- One transaction at a time records for an authority; the lock goes with the transaction.
SELECT pg_advisory_xact_lock(hashtext('registers'), CAST(:authority_id AS integer))
