-- An official whom an order exempts, or no longer does, is due in each year that it touches.
SELECT register_due(array_agg(year), array_agg(DISTINCT exemption.official_id),
    CAST(:position AS bigint))
FROM exemption
CROSS JOIN unnest(CAST(:years AS smallint[])) AS year
WHERE exemption.id = ANY (CAST(:ids AS integer[]))
    AND exemption.valid_from < make_date(year + 1, 4, 1)
    AND (exemption.valid_until IS NULL OR exemption.valid_until >= make_date(year, 4, 1))
