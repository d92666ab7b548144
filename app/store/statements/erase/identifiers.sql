-- Every identifier that leads to an official, those withdrawn as well.
SELECT value
FROM official_identifier
WHERE official_id = CAST(:official_id AS integer) AND NOT starts_with(value, 'erased-')
ORDER BY kind, value
