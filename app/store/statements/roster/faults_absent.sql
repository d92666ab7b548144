-- Officials of the authority who are on no row, not even by a code that lost its zeros.
INSERT INTO roster_fault (rule_id, official_id)
SELECT 'OB-021', official_id FROM roster_absent
WHERE NOT EXISTS (
    SELECT FROM roster_match WHERE roster_match.by_padded = roster_absent.official_id
)
