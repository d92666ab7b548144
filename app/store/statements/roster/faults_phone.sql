-- Rows whose phone leads to another user than the row does, each with the first of those.
INSERT INTO roster_fault (row_no, rule_id, field, official_id)
SELECT led.row_no, 'OB-023', 'phone', min(other.official_id)
FROM roster_match AS led
JOIN roster_phoned AS phoned USING (row_no)
CROSS JOIN LATERAL unnest(phoned.official_ids) AS other (official_id)
WHERE other.official_id IS DISTINCT FROM coalesce(led.by_email, led.by_code, led.by_padded)
GROUP BY led.row_no
