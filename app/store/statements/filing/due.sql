-- Instances with something to be planned, sent or asked for now, in order of their ids.
SELECT instance.id
FROM sparrow_instance AS instance
CROSS JOIN (SELECT value FROM position_counter WHERE kind = 'publish') AS published
WHERE instance.enabled AND instance.halted_at IS NULL
    AND (instance.due_at IS NULL OR instance.due_at <= CAST(:now AS timestamptz))
    AND EXISTS (
        SELECT FROM unnest(instance.reporting_years) AS served (reporting_year)
        LEFT JOIN sparrow_outbox AS outbox ON outbox.instance_id = instance.id
            AND outbox.reporting_year = served.reporting_year
        WHERE coalesce(outbox.planned_through, 0) < published.value
            OR EXISTS (
                SELECT FROM filing
                WHERE filing.instance_id = instance.id
                    AND filing.reporting_year = served.reporting_year
                    AND filing.state IN ('pending', 'sent')
                    AND (filing.due_at IS NULL OR filing.due_at <= CAST(:now AS timestamptz))
            )
    )
ORDER BY instance.id
