-- What orders in force say of each official: on the year's last day, on every day of it, on any day,
-- and whether he had retired by its last day. What was ordered after the moment is not seen.
SELECT ordered.official_id,
    bool_or(ordered.days @> CAST(:last_day AS date)) AS last_day,
    range_agg(ordered.days) @> daterange(CAST(:first_day AS date), CAST(:last_day AS date), '[]')
        AS whole_year,
    bool_or(ordered.days && daterange(CAST(:first_day AS date), CAST(:last_day AS date), '[]'))
        AS any_day,
    bool_or(ordered.kind = 'retirement' AND ordered.days @> CAST(:last_day AS date)) AS retired
FROM (
    SELECT official_id, kind, daterange(valid_from, valid_until, '[]') AS days
    FROM exemption
    WHERE withdrawn_position IS NULL
        AND CAST(ordered_on AS timestamp) AT TIME ZONE 'Asia/Kolkata'
            <= CAST(:as_of AS timestamptz)
) AS ordered
GROUP BY ordered.official_id
