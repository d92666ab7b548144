-- How many outcomes would be what they are and how many another, and some of the latter by name.
SELECT
    (SELECT coalesce(jsonb_agg(to_jsonb(counted)), '[]') FROM (
        SELECT authority_id, level, before, after, count(*) AS officials
        FROM compared GROUP BY authority_id, level, before, after
    ) AS counted) AS counts,
    (SELECT coalesce(jsonb_agg(to_jsonb(flipped)), '[]') FROM (
        SELECT * FROM compared
        WHERE before <> after
            AND (authority_id, official_id)
                > (CAST(:after_authority AS integer), CAST(:after_official AS integer))
        ORDER BY authority_id, official_id
        LIMIT CAST(:room AS integer)
    ) AS flipped) AS flips
