-- Keeps what rows have alike: each column came as one text of cells, an empty one for none.
INSERT INTO roster_kind (authority_id, roster_id, kind, designation_key, group_key, service_key,
    cadre_key, batch, on_central_deputation, rows, doubted)
SELECT CAST(:authority_id AS integer), CAST(:roster_id AS bigint), told.*, false
FROM unnest(
    CAST(string_to_array(:kind, :cell) AS integer[]),
    string_to_array(:designation_key, :cell, ''), string_to_array(:group_key, :cell, ''),
    string_to_array(:service_key, :cell, ''), string_to_array(:cadre_key, :cell, ''),
    CAST(string_to_array(:batch, :cell, '') AS smallint[]),
    CAST(string_to_array(:on_central_deputation, :cell, '') AS boolean[]),
    CAST(string_to_array(:rows, :cell) AS integer[])
) AS told
