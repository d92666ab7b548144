-- Gives events their links; each has none before, or the table's guard refuses.
UPDATE audit_event
SET link = made.number, chain_hash = made.hash
FROM unnest(
    CAST(:numbers AS bigint[]), CAST(:event_ids AS bigint[]), CAST(:hashes AS bytea[])
) AS made (number, event_id, hash)
WHERE audit_event.id = made.event_id
