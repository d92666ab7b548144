-- What each official is, drawn from his number alone: the same each time, for any number of them.
SELECT person.*, sha256(convert_to(concat_ws('|', authority_id, title_no, employment, served, batch,
        coalesce(CAST(on_central_deputation AS text), '-'), profile_status, tags
    ), 'UTF8')) AS digest
FROM (
    SELECT official_id, authority_id, level_no, employment, served,
        2 * level_no + CASE WHEN level_no < :top THEN CAST(chance & 1 AS integer) ELSE 0 END
            AS title_no,
        CASE WHEN served THEN 1992 + CAST(chance >> 20 & 31 AS integer) END AS batch,
        CASE WHEN served THEN (ARRAY[NULL, false, true])[1 + (chance >> 25 & 1023) % 3] END
            AS on_central_deputation,
        (ARRAY['VERIFIED', 'VERIFIED', 'NOT-VERIFIED'])[1 + (chance >> 35 & 1023) % 3]
            AS profile_status,
        (ARRAY['{}', '{}', '{Finance}', '{Finance,Hindi}'])[1 + (chance >> 45 & 3)] AS tags
    FROM (
        SELECT official_id, authority_id, hashint8extended(official_id, 1) AS chance,
            width_bucket(
                CAST(hashint8extended(official_id, 2) & 65535 AS integer) * 100 / 65536,
                CAST(:level_limits AS integer[])
            ) AS level_no,
            (hashint8extended(official_id, 3) & 1023) < 1024 * CASE
                WHEN authority_id = :cadre_authority THEN CAST(:ais_share_at_cadre AS float)
                ELSE CAST(:ais_share AS float)
            END AS served,
            (CAST(:employment AS text[]))[1 + width_bucket(
                CAST(hashint8extended(official_id, 4) & 65535 AS integer) * 100 / 65536,
                CAST(:employment_limits AS integer[])
            )] AS employment
        FROM unnest(
            CAST(:authority_ids AS integer[]), CAST(:firsts AS integer[]), CAST(:lasts AS integer[])
        ) AS staff (authority_id, first, last)
        CROSS JOIN LATERAL generate_series(staff.first, staff.last) AS official_id
    ) AS number
) AS person
