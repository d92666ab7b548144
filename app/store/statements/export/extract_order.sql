-- The extract's rows of the cells that were asked for: an official's together, results after courses.
SELECT concat_ws('|', extract.cells) AS line
FROM extract
ORDER BY extract.official_id, extract.plan_id, extract.is_result, extract.content_id,
    extract.assessment_date
