-- What officials completed: of the courses of their level some, of the others three; a tenth of it
-- in the year before.
INSERT INTO completion (
    reporting_year, official_id, course_id, authority_id, service_id, cadre_id, completed_at,
    evidence, certificate_id, learned_position
)
SELECT CAST(:year AS smallint) - early, official.id,
    (CAST(:courses AS integer[]))[1 + (
        first_course + CASE WHEN number < own THEN number
            -- Each of the three out of a third of the rest of the catalogue.
            ELSE own + others * (number - own) + CAST(chance >> 32 & 65535 AS integer) % others
        END
    ) % (own + 3 * others)],
    official.authority_id, official.service_id, official.cadre_id,
    CAST(:opens AS timestamptz) - early * interval '365 days'
        + (chance >> 8 & 16777215) % (CAST(:days_past AS integer) * 86400) * interval '1 second',
    'completed_on', CAST(md5(CAST(chance AS text)) AS uuid), 1
FROM official
JOIN profile ON profile.id = official.profile_id
CROSS JOIN LATERAL (
    SELECT CAST(:plan_courses AS integer) AS own,
        (cardinality(CAST(:courses AS integer[])) - CAST(:plan_courses AS integer)) / 3 AS others,
        (CAST(:first_courses AS integer[]))[
            (array_position(CAST(:authority_ids AS integer[]), official.authority_id) - 1)
                * CAST(:levels AS integer)
            + least((array_position(CAST(:title_keys AS text[]), profile.designation_key) + 1) / 2,
                CAST(:levels AS integer))
        ] AS first_course
) AS catalogue
CROSS JOIN LATERAL (
    SELECT number, hashint8extended(official.id, 100 + number) AS chance
    FROM generate_series(0, own + 2) AS number
) AS drawn
CROSS JOIN LATERAL (SELECT CAST((chance >> 50 & 1023) < 102 AS integer) AS early) AS dated
WHERE official.id BETWEEN :first AND :last AND (number >= own OR (chance & 127) < 75)
ORDER BY 1, 2, 3
