-- Officials whom an order exempts on the year's last day.
SELECT DISTINCT official_id
FROM exemption
WHERE withdrawn_position IS NULL AND valid_from <= CAST(:last_day AS date)
    AND (valid_until IS NULL OR valid_until >= CAST(:last_day AS date))
