-- The rows in which something may be amiss, each by the officials that it leads to.
CREATE TEMPORARY TABLE roster_led ON COMMIT DROP AS
SELECT CAST(told[1] AS integer) AS row_no, told[2] AS email, told[3] AS employee_code,
    told[4] AS name, CAST(told[5] AS integer) AS kind, CAST(told[6] AS integer) AS joined_on,
    CAST(told[7] AS integer) AS retires_on, by_email, by_code,
    CAST(told[8] AS boolean) AS elsewhere, CAST(told[9] AS integer) AS official_id
FROM roster_sifted WHERE told IS NOT NULL
