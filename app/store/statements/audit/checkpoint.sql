-- The last link as everybody may read it, if there is one.
SELECT link, hash FROM audit_head
