-- Which workshops some officers of an authority attended by the last day of a year.
SELECT official_id, workshop, attended_until, certificate_number
FROM workshop_attendance
WHERE authority_id = CAST(:authority_id AS integer)
    AND official_id = ANY (CAST(:officials AS integer[])) AND withdrawn_position IS NULL
    AND attended_until <= CAST(:last_day AS date)
ORDER BY official_id, attended_until, id
