-- The orders that exempt one official, those withdrawn since included.
SELECT order_number, ordered_on, ordered_by, kind, valid_from, valid_until, reason, learned_position,
    withdrawn_position
FROM exemption
WHERE official_id = CAST(:official_id AS integer)
ORDER BY id
