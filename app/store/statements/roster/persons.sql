-- Whom the rows lead to that are left, each looked up once.
INSERT INTO roster_person (official_id, profile_id, name)
SELECT id, profile_id, name FROM official
WHERE id IN (
    SELECT by_email FROM roster_match WHERE by_email IS NOT NULL
    UNION SELECT by_code FROM roster_match WHERE by_code IS NOT NULL
    UNION SELECT by_padded FROM roster_match WHERE by_padded IS NOT NULL
)
