-- Puts a pseudonym in the place of each identifier of an official: it leads to nobody outside.
UPDATE official_identifier AS held
SET value = 'erased-' || held.official_id || '-' || each.place
FROM (
    SELECT kind, value, row_number() OVER (ORDER BY kind, value) AS place
    FROM official_identifier
    WHERE official_id = CAST(:official_id AS integer)
) AS each
WHERE held.official_id = CAST(:official_id AS integer)
    AND held.kind = each.kind
    AND held.value = each.value
    AND NOT starts_with(held.value, 'erased-')
