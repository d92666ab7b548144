-- What an instance is told because it serves others than before: nothing new was published.
SELECT * FROM served_no_more
UNION ALL
SELECT * FROM served_again
