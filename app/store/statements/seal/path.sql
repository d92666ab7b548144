-- The hashes at some places of a seal's tree, from the leaves upwards.
SELECT node.hash
FROM unnest(CAST(:levels AS smallint[]), CAST(:places AS integer[])) AS asked (level, place)
JOIN apar_seal_node AS node ON node.authority_id = CAST(:authority_id AS integer)
    AND node.number = CAST(:number AS integer) AND node.level = asked.level
    AND node.place = asked.place
ORDER BY node.level
