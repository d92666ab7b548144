-- An official whose correction is ordered, or no longer is, is due in its year.
SELECT register_due(ARRAY[CAST(:year AS smallint)], ARRAY[CAST(:official_id AS integer)],
    CAST(:position AS bigint))
