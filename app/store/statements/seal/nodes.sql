-- Records one level of a seal's tree.
INSERT INTO apar_seal_node (authority_id, number, level, place, hash)
SELECT CAST(:authority_id AS integer), CAST(:number AS integer), CAST(:level AS smallint),
    listed.place - 1, listed.hash
FROM unnest(CAST(:hashes AS bytea[])) WITH ORDINALITY AS listed (hash, place)
