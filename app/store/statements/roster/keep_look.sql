-- Keeps some rows as they are compared: each column came as one text of cells, an empty one for none.
INSERT INTO roster_look (authority_id, roster_id, first_row, numbers, emails, codes, names, kinds,
    joined_on, retires_on, odd_numbers, odd_marks, odd_unreadable, odd_refused)
VALUES (CAST(:authority_id AS integer), CAST(:roster_id AS bigint), CAST(:first_row AS integer),
    CAST(string_to_array(:numbers, :cell) AS integer[]), string_to_array(:emails, :cell, ''),
    string_to_array(:codes, :cell, ''), string_to_array(:names, :cell, ''),
    CAST(string_to_array(:kinds, :cell) AS integer[]),
    CAST(string_to_array(:joined_on, :cell) AS integer[]),
    CAST(string_to_array(:retires_on, :cell) AS integer[]),
    CAST(string_to_array(:odd_numbers, :cell) AS integer[]),
    string_to_array(:odd_marks, :cell, ''), string_to_array(:odd_unreadable, :cell, ''),
    string_to_array(:odd_refused, :cell, ''))
