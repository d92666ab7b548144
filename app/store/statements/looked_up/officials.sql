-- How many officials there are, as statistics have it; less than none where there are none yet.
SELECT reltuples FROM pg_class WHERE oid = CAST('public.official' AS regclass)
