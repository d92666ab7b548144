-- The postings of the year of officials who had several by the day that counts, with the days that
-- each covers; none where no rules ask for more than the place of that day.
SELECT posting.official_id, posting.profile_id, posting.valid_from,
    least(coalesce(posting.valid_to, CAST(:reference_day AS date)), CAST(:reference_day AS date))
        - greatest(posting.valid_from, CAST(:first_day AS date)) + 1 AS days,
    coalesce(posting.valid_to >= CAST(:reference_day AS date), true) AS standing
FROM posting
WHERE CAST(:moving AS boolean) AND posting.valid_from <= CAST(:reference_day AS date)
    AND coalesce(
        posting.valid_to >= greatest(posting.valid_from, CAST(:first_day AS date)), true
    )
    AND posting.official_id IN (
        SELECT moved.official_id FROM posting AS moved
        WHERE moved.valid_to >= greatest(moved.valid_from, CAST(:first_day AS date))
            AND moved.valid_to < CAST(:reference_day AS date)
    )
