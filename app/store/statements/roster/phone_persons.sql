-- Those of them whom no other key leads to.
INSERT INTO roster_person (official_id, profile_id, name)
SELECT id, profile_id, name FROM official
WHERE id IN (SELECT official_id FROM roster_fault WHERE rule_id = 'OB-023')
    AND id NOT IN (SELECT official_id FROM roster_person)
