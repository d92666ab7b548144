-- Rows of which one key leads to several officials: from then on the one of the lowest number.
WITH repeated AS (
    SELECT row_no FROM roster_match GROUP BY row_no HAVING count(*) > 1
),
several AS (
    SELECT row_no, min(by_email) AS by_email, min(by_code) AS by_code,
        (array_agg(elsewhere ORDER BY by_email))[1] AS elsewhere,
        min(by_email) = ANY (array_agg(by_code)) AS codes_agree,
        count(DISTINCT by_email) > 1 AS emails_differ, count(DISTINCT by_code) > 1 AS codes_differ
    FROM roster_match JOIN repeated USING (row_no) GROUP BY row_no
),
gone AS (
    DELETE FROM roster_match USING several WHERE roster_match.row_no = several.row_no
)
INSERT INTO roster_match
    (row_no, by_email, by_code, elsewhere, codes_agree, emails_differ, codes_differ)
SELECT row_no, by_email, by_code, elsewhere, codes_agree, emails_differ, codes_differ FROM several
