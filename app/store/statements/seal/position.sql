-- The last publish position; nothing more is published until the transaction ends.
SELECT hold_publishing()
