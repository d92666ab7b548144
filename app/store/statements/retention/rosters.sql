-- Removes rosters whose check ended before a moment, with rows and findings, at most so many.
WITH old AS (
    SELECT id FROM roster
    WHERE state IN ('done', 'failed') AND ended_at < CAST(:before AS timestamptz)
    ORDER BY id
    LIMIT CAST(:limit AS integer)
), chunks AS (
    DELETE FROM roster_chunk USING old WHERE roster_chunk.roster_id = old.id
), looks AS (
    DELETE FROM roster_look USING old WHERE roster_look.roster_id = old.id
), kinds AS (
    DELETE FROM roster_kind USING old WHERE roster_kind.roster_id = old.id
), findings AS (
    DELETE FROM roster_finding USING old WHERE roster_finding.roster_id = old.id
)
DELETE FROM roster USING old WHERE roster.id = old.id
