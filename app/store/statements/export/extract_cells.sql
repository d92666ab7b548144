-- The extract's rows of the cells that were asked for, as they come: a sort of all would hold back the
-- first of them until the last is found, and there is no order in iGOT's either.
SELECT concat_ws('|', extract.cells) AS line
FROM extract
