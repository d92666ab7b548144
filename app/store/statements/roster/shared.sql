-- Officials whose rows are not clean, though all is well in each: several rows lead to them, or another
-- row by any key, or no plan reaches them.
CREATE TEMPORARY TABLE roster_shared ON COMMIT DROP AS
WITH clean AS (
    SELECT these, led,
        -- Evenly is twice. Where that does not make up the rows, somebody is led to more often.
        CASE WHEN times = bit_count(CAST(led AS bit(64)))
                + bit_count(CAST(led & ~oddly AS bit(64)))
            THEN led & ~oddly ELSE led END AS crowded
    FROM roster_sifted WHERE told IS NULL
)
SELECT CAST(these * 64 + place AS integer) AS official_id
FROM clean JOIN generate_series(0, 63) AS place ON (crowded >> place) & 1 = 1
WHERE crowded <> 0
UNION
SELECT official_id
FROM (
    SELECT by_code FROM roster_led
    UNION SELECT by_email FROM roster_led
    UNION SELECT official_id FROM roster_unreached
) AS other (official_id)
JOIN clean ON these = official_id >> 6 AND (led >> (official_id & 63)) & 1 = 1
