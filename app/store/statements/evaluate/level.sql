-- The level that our map gives a profile: by years of service for the CCA's, by designation else,
-- among the levels that are used.
SELECT governed.*,
    CASE
        WHEN governed.withheld THEN NULL
        WHEN governed.all_india AND governed.on_central_deputation IS NOT TRUE
            OR governed.no_mdo_prescriber_id IS NOT NULL
        THEN CASE
            WHEN served.years < 0 THEN NULL
            WHEN served.years <= governed.band_limits[1]
                THEN (CAST(:bands AS text[]))[1]
            WHEN served.years <= governed.band_limits[2]
                THEN (CAST(:bands AS text[]))[2]
            WHEN served.years < governed.band_limits[3]
                THEN (CAST(:bands AS text[]))[3]
            WHEN served.years = governed.band_limits[3]
                THEN governed.band_at_last_limit
            WHEN served.years IS NOT NULL THEN (CAST(:bands AS text[]))[4]
        END
        WHEN mapped.level = ANY (governed.central_levels) THEN mapped.level
    END AS level
FROM governed
CROSS JOIN LATERAL (SELECT governed.years_counted_from - governed.batch AS years) AS served
LEFT JOIN designation_level AS own
    ON own.authority_id = governed.authority_id AND own.designation_key = governed.designation_key
        AND own.withdrawn_position IS NULL
LEFT JOIN unnest(CAST(:level_keys AS text[]), CAST(:level_codes AS text[]))
    AS house (designation_key, level)
    ON house.designation_key = governed.designation_key
CROSS JOIN LATERAL (SELECT coalesce(own.level, house.level) AS level) AS mapped
