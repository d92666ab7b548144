-- Tells readers of changes who leaves their view and who goes by other keys; positions run on.
WITH leaving AS (
    SELECT head.*,
        (head.authority_id, head.service_id, head.cadre_id) IS DISTINCT FROM
            (evaluation.authority_id, evaluation.service_id, evaluation.cadre_id) AS moved,
        head.prescriber_id IS DISTINCT FROM evaluation.prescriber_id AS handed_over
    FROM staging.entry AS entry
    JOIN apar_head AS head ON head.reporting_year = CAST(:year AS smallint)
        AND head.official_id = entry.official_id
    JOIN evaluation ON evaluation.reporting_year = head.reporting_year
        AND evaluation.official_id = head.official_id
    WHERE entry.load_id = CAST(:load_id AS bigint)
), rekeyed AS (
    DELETE FROM identifier_untold AS untold
    USING official
    WHERE untold.reporting_year = CAST(:year AS smallint)
        AND official.id = untold.official_id
        AND official.authority_id = ANY (CAST(:authority_ids AS integer[]))
    RETURNING untold.official_id, untold.kind, untold.value, untold.withdrawn
), known AS (
    SELECT official_id,
        jsonb_agg(jsonb_build_object('kind', kind, 'value', value) ORDER BY kind, value) AS keys
    FROM official_identifier
    WHERE withdrawn_position IS NULL AND official_id IN (SELECT official_id FROM leaving)
    GROUP BY official_id
), told AS (
    SELECT leaving.official_id, 'departed' AS kind, leaving.authority_id, leaving.service_id,
        leaving.cadre_id, coalesce(known.keys, '[]') AS keys_before
    FROM leaving
    LEFT JOIN known ON known.official_id = leaving.official_id
    WHERE leaving.moved
    UNION ALL
    -- Who only prescribed has seen the entry, and no key.
    SELECT official_id, 'departed', prescriber_id, NULL, NULL, '[]'
    FROM leaving
    WHERE handed_over AND prescriber_id IS NOT NULL AND prescriber_id <> authority_id
    UNION ALL
    SELECT official.id, 'rekeyed', official.authority_id, official.service_id,
        official.cadre_id, coalesce(former.keys, '[]')
    FROM (
        SELECT official_id, jsonb_agg(
            jsonb_build_object('kind', kind, 'value', value) ORDER BY kind, value
        ) FILTER (WHERE withdrawn) AS keys
        FROM rekeyed
        GROUP BY official_id
    ) AS former
    JOIN official ON official.id = former.official_id
), numbered AS (
    SELECT told.*, row_number() OVER (ORDER BY official_id, kind, authority_id) AS number
    FROM told
), taken AS (
    UPDATE position_counter SET value = value + (SELECT count(*) FROM numbered)
    WHERE kind = 'publish' AND EXISTS (SELECT FROM numbered)
    RETURNING value - (SELECT count(*) FROM numbered) AS before
)
INSERT INTO apar_change (
    reporting_year, official_id, position, kind, authority_id, service_id, cadre_id, keys_before,
    published_at
)
SELECT CAST(:year AS smallint), numbered.official_id, taken.before + numbered.number,
    numbered.kind, numbered.authority_id, numbered.service_id, numbered.cadre_id,
    numbered.keys_before, CAST(:now AS timestamptz)
FROM numbered
CROSS JOIN taken
