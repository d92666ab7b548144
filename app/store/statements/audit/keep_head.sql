-- Keeps the last link where everybody may read it.
INSERT INTO audit_head (link, hash)
VALUES (CAST(:link AS bigint), CAST(:hash AS bytea))
ON CONFLICT (single) DO UPDATE SET link = excluded.link, hash = excluded.hash
