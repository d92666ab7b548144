-- An officer who is declared to work with no MDO, or no longer, is due in each year that it touches.
SELECT register_due(array_agg(year), array_agg(DISTINCT declared.official_id),
    CAST(:position AS bigint))
FROM no_mdo_declaration AS declared
CROSS JOIN unnest(CAST(:years AS smallint[])) AS year
WHERE declared.id = ANY (CAST(:ids AS integer[]))
    AND declared.valid_from < make_date(year + 1, 4, 1)
    AND (declared.valid_until IS NULL OR declared.valid_until >= make_date(year, 4, 1))
