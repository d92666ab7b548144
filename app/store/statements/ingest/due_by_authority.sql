-- Whom an authority's other kind or name touches, in each year that was ever decided for: who stands or
-- stood in it, and whose profile names a Cadre Controlling Authority by its name of then or of now.
WITH differing AS (
    SELECT held.id, held.kind AS held_kind, held.name AS held_name, stated.kind, stated.name
    FROM unnest(CAST(:feed_ids AS text[]), CAST(:kinds AS text[]), CAST(:names AS text[]))
        AS stated (feed_id, kind, name)
    LEFT JOIN authority AS held ON held.feed_id = stated.feed_id
    WHERE (held.kind, held.name) IS DISTINCT FROM (stated.kind, stated.name)
), cca AS (
    SELECT lower(btrim(name)) AS name FROM differing WHERE kind = 'cca'
    UNION
    SELECT lower(btrim(held_name)) FROM differing WHERE held_kind = 'cca'
), touched AS (
    SELECT official_id FROM posting
    WHERE authority_id IN (SELECT id FROM differing WHERE held_kind <> kind)
    UNION
    SELECT posting.official_id FROM cca
    JOIN profile ON lower(btrim(profile.controlling_authority)) = cca.name
    JOIN posting ON posting.profile_id = profile.id
)
INSERT INTO evaluation_due (reporting_year, official_id, position)
SELECT year.reporting_year, touched.official_id, CAST(:position AS bigint)
FROM touched
CROSS JOIN (SELECT DISTINCT reporting_year FROM ruleset) AS year
ON CONFLICT (reporting_year, official_id) DO UPDATE SET position = excluded.position
