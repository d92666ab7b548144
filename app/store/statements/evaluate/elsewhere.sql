-- Where else in the year such officials stood, latest first, each under a number below those of the
-- places of the day that counts: an official's own number never reaches the step between them.
SELECT -(stint.official_id + 2147483648 * row_number() OVER (
        PARTITION BY stint.official_id ORDER BY stint.valid_from DESC
    )) AS place_id, stint.official_id, stint.profile_id, stint.days
FROM stint
JOIN apart ON apart.official_id = stint.official_id
WHERE NOT stint.standing
