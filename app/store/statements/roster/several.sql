-- Rows of which one key leads to several officials: from then on the one of the lowest number.
WITH several AS (
    SELECT row_no, min(by_email) AS by_email, min(by_code) AS by_code,
        (array_agg(elsewhere ORDER BY by_email))[1] AS elsewhere,
        count(DISTINCT by_email) > 1 AS emails_differ, count(DISTINCT by_code) > 1 AS codes_differ
    FROM roster_match GROUP BY row_no HAVING count(*) > 1
),
gone AS (
    DELETE FROM roster_match USING several WHERE roster_match.row_no = several.row_no
)
INSERT INTO roster_match (row_no, by_email, by_code, elsewhere, emails_differ, codes_differ)
SELECT row_no, by_email, by_code, elsewhere, emails_differ, codes_differ FROM several
