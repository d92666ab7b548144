-- Officials of the authority to whom no row leads, by e-mail or by code; the marked ones aside.
INSERT INTO roster_absent (official_id)
SELECT official.id
FROM roster_led AS led
JOIN official ON official.id = led.official_id
JOIN profile ON profile.id = official.profile_id AND profile.profile_status <> 'NOT-MY-USER'
-- Who has a clean row has one by e-mail, so that codes are asked of the other rows alone.
WHERE led.row_no IS NULL
    AND NOT EXISTS (SELECT FROM roster_match WHERE roster_match.by_code = official.id)
