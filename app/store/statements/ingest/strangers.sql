-- Completions of users whom no search has shown: kept aside by their feed id, never dropped.
-- Each of them once: a report names most of them many times.
WITH named AS MATERIALIZED (
    SELECT DISTINCT user_id FROM staging.{table} WHERE load_id = :load_id
)
INSERT INTO quarantine (road, quirk, subject, authority_id, detail, first_run_id, last_run_id)
SELECT CAST(:road AS text), 'official_unknown', named.user_id, CAST(:authority_id AS integer),
    'the report names a user whom the search of officials has not shown',
    CAST(:run_id AS bigint), CAST(:run_id AS bigint)
FROM named
WHERE NOT EXISTS (
    SELECT FROM official_identifier AS held
    WHERE held.kind = 'igot_user' AND held.value = named.user_id
)
ON CONFLICT (road, quirk, subject, authority_id) DO UPDATE SET last_run_id = excluded.last_run_id
