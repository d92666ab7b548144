-- The reasons in words, alphabetical, once for each combination that the terms leave possible.
SELECT place.reasons_no + own.digits AS reasons_no, ARRAY(
        SELECT every.reason
        FROM (
            SELECT reason FROM unnest(place.reasons) AS reason
            UNION ALL
            SELECT reason FROM own_reason WHERE own.digits & digit > 0
        ) AS every
        ORDER BY every.reason COLLATE "C"
    ) AS reasons
FROM (SELECT DISTINCT ON (reasons_no) reasons_no, reasons FROM terms) AS place
CROSS JOIN generate_series(0, 31) AS own (digits)
OFFSET 0
