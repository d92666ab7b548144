-- Who has an entry in a cadre is due when the cadre's own form comes, ends, or has another year.
INSERT INTO evaluation_due (reporting_year, official_id, position)
SELECT DISTINCT evaluation.reporting_year, evaluation.official_id, CAST(:position AS bigint)
FROM unnest(CAST(:cadres AS text[]), CAST(:since AS smallint[])) AS concerned (cadre, since)
JOIN cadre ON cadre.name = concerned.cadre
JOIN evaluation ON evaluation.cadre_id = cadre.id AND evaluation.reporting_year >= concerned.since
ON CONFLICT (reporting_year, official_id) DO UPDATE SET position = excluded.position
