-- How far an instance is behind what is published of whom it serves, year by year. An outbox that was
-- looked through for others than it serves by now is not looked through at all.
SELECT served.reporting_year, coalesce(outbox.planned_through, 0) AS planned_through,
    published.value AS published_position, tally.pending, tally.unanswered, tally.accepted,
    tally.dead, tally.superseded, tally.first_waiting,
    least(tally.waiting_since, unplanned.since) AS behind_since
FROM sparrow_instance AS instance
CROSS JOIN LATERAL unnest(instance.reporting_years) AS served (reporting_year)
CROSS JOIN (SELECT value FROM position_counter WHERE kind = 'publish') AS published
LEFT JOIN sparrow_outbox AS outbox ON outbox.instance_id = instance.id
    AND outbox.reporting_year = served.reporting_year AND outbox.scope = CAST(:scope AS text)
CROSS JOIN LATERAL (
    SELECT count(*) FILTER (WHERE state = 'pending') AS pending,
        count(*) FILTER (WHERE state = 'sent') AS unanswered,
        count(*) FILTER (WHERE state = 'accepted') AS accepted,
        count(*) FILTER (WHERE state = 'dead') AS dead,
        count(*) FILTER (WHERE state = 'superseded') AS superseded,
        min(position) FILTER (WHERE state IN ('pending', 'sent')) AS first_waiting,
        min(published_at) FILTER (WHERE state IN ('pending', 'sent')) AS waiting_since
    FROM filing
    WHERE filing.instance_id = instance.id AND filing.reporting_year = served.reporting_year
) AS tally
CROSS JOIN LATERAL (
    SELECT min(entry.published_at) AS since
    FROM apar_entry AS entry
    WHERE entry.reporting_year = served.reporting_year
        AND entry.position > coalesce(outbox.planned_through, 0)
        AND (
            entry.authority_id = ANY (instance.authorities)
            OR entry.service_id = ANY (instance.services)
            OR entry.cadre_id = ANY (instance.cadres)
        )
) AS unplanned
WHERE instance.id = CAST(:instance AS text)
ORDER BY served.reporting_year
