-- Removes exports whose files are gone and that ended before a moment, at most so many.
WITH old AS (
    SELECT id FROM apar_export
    WHERE state IN ('failed', 'cancelled', 'expired') AND ended_at < CAST(:before AS timestamptz)
    ORDER BY id
    LIMIT CAST(:limit AS integer)
), files AS (
    DELETE FROM apar_export_file USING old WHERE apar_export_file.export_id = old.id
)
DELETE FROM apar_export USING old WHERE apar_export.id = old.id
