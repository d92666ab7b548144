-- Findings of a roster after a place, each with the authority of the official where it is seen.
SELECT finding.place, finding.row_no, finding.rule_id, finding.field, official.id AS official_id,
    finding.agreed, finding.differed, finding.offers, finding.is_new,
    authority.id AS held_by, authority.name AS held_by_name, authority.name_hi AS held_by_name_hi
FROM roster_finding AS finding
LEFT JOIN official ON official.id = finding.official_id
LEFT JOIN authority ON authority.id = official.authority_id AND finding.rule_id = 'OB-002'
WHERE finding.roster_id = CAST(:roster_id AS bigint)
    AND finding.authority_id = CAST(:authority_id AS integer)
    AND finding.place > CAST(:after AS integer)
    AND (CAST(:rule_id AS text) IS NULL OR finding.rule_id = CAST(:rule_id AS text))
    AND (NOT CAST(:only_new AS boolean) OR finding.is_new)
ORDER BY finding.place LIMIT CAST(:limit AS integer)
