-- Rows of which one key leads to several officials: from then on the one of the lowest number.
WITH repeated AS (
    SELECT row_no FROM roster_match GROUP BY row_no HAVING count(*) > 1
),
several AS (
    SELECT row_no, min(roster_match.ctid) AS kept, min(by_email) AS by_email,
        min(by_code) AS by_code, (array_agg(elsewhere ORDER BY by_email))[1] AS elsewhere,
        min(by_email) = ANY (array_agg(by_code)) AS codes_agree,
        count(DISTINCT by_email) > 1 AS emails_differ, count(DISTINCT by_code) > 1 AS codes_differ
    FROM roster_match JOIN repeated USING (row_no) GROUP BY row_no
),
gone AS (
    DELETE FROM roster_match USING several
    WHERE roster_match.row_no = several.row_no AND roster_match.ctid <> several.kept
)
UPDATE roster_match SET by_email = several.by_email, by_code = several.by_code,
    elsewhere = several.elsewhere, codes_agree = several.codes_agree,
    emails_differ = several.emails_differ, codes_differ = several.codes_differ
FROM several WHERE roster_match.row_no = several.row_no AND roster_match.ctid = several.kept
