-- The profiles of those who are due, where they stand and where they stood, in the place of all.
SELECT profile.*
FROM (
    SELECT profile_id FROM official UNION SELECT profile_id FROM posting
) AS stood
CROSS JOIN LATERAL (
    SELECT * FROM public.profile WHERE profile.id = stood.profile_id OFFSET 0
) AS profile
