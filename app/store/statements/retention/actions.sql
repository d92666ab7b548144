-- Removes onboarding actions that ended before a moment, at most so many.
DELETE FROM onboarding_action
WHERE id IN (
    SELECT id FROM onboarding_action
    WHERE ended_at < CAST(:before AS timestamptz)
    ORDER BY id
    LIMIT CAST(:limit AS integer)
)
