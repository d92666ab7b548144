-- Feed users of an authority whom the reports leave in doubt.
SELECT who.value FROM completion_doubt AS doubt
JOIN official_identifier AS who ON who.official_id = doubt.official_id AND who.kind = 'igot_user'
WHERE doubt.authority_id = CAST(:authority_id AS integer) AND doubt.withdrawn_position IS NULL
