-- Plans the files of an export: so many officials each, in their order.
INSERT INTO apar_export_file (export_id, number, rows, first_official_id, last_official_id)
SELECT placed.export_id, placed.number, count(*), min(placed.official_id), max(placed.official_id)
FROM (
    SELECT export.id AS export_id, selected.official_id,
        (row_number() OVER (ORDER BY selected.official_id) - 1) / export.rows_per_file + 1 AS number
    FROM selected
    JOIN apar_export AS export ON export.id = $1
) AS placed
GROUP BY placed.export_id, placed.number
ON CONFLICT DO NOTHING
