-- Ends of the chain that were kept elsewhere: in the manifest of each export that is still recorded.
SELECT DISTINCT audit_link AS link, decode(audit_hash, 'hex') AS hash
FROM apar_export
WHERE audit_link IS NOT NULL
