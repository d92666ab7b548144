-- Instances with something to be planned, sent or asked for now, in order of their ids.
SELECT instance.id
FROM sparrow_instance AS instance
JOIN unnest(CAST(:instances AS text[]), CAST(:scopes AS text[])) AS own (instance_id, scope)
    ON own.instance_id = instance.id
CROSS JOIN (SELECT value FROM position_counter WHERE kind = 'publish') AS published
WHERE instance.enabled AND instance.halted_at IS NULL
    AND (instance.due_at IS NULL OR instance.due_at <= CAST(:now AS timestamptz))
    AND EXISTS (
        -- Of a year that it is registered for no more it is still told what is taken back.
        SELECT FROM (
            SELECT unnest(instance.reporting_years) AS reporting_year, true AS is_served,
                own.scope
            UNION
            SELECT before.reporting_year, false, CAST(:nobody AS text)
            FROM sparrow_outbox AS before
            WHERE before.instance_id = instance.id
                AND before.reporting_year <> ALL (instance.reporting_years)
        ) AS served
        LEFT JOIN sparrow_outbox AS outbox ON outbox.instance_id = instance.id
            AND outbox.reporting_year = served.reporting_year
        WHERE (served.is_served AND coalesce(outbox.planned_through, 0) < published.value)
            -- Changed while a push was under way, which went by whom it served before.
            OR outbox.scope <> served.scope
            OR EXISTS (
                SELECT FROM filing
                WHERE filing.instance_id = instance.id
                    AND filing.reporting_year = served.reporting_year
                    AND filing.state IN ('pending', 'sent')
                    AND (filing.due_at IS NULL OR filing.due_at <= CAST(:now AS timestamptz))
            )
    )
ORDER BY instance.id
