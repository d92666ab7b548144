-- Of whom an annexure is: the entry's authority and cadre, and the name where the caller sees it.
SELECT official.name, cadre.name AS cadre, authority.name AS authority,
    authority.name_hi AS authority_hi
FROM apar_head AS head
JOIN authority ON authority.id = head.authority_id
LEFT JOIN cadre ON cadre.id = head.cadre_id
LEFT JOIN official ON official.id = head.official_id
WHERE head.reporting_year = CAST(:year AS smallint)
    AND head.official_id = CAST(:official_id AS integer)
