-- The profiles of those who are due, where they stand and where they stood, in the place of all.
SELECT profile.*
FROM public.profile
WHERE profile.id IN (
    SELECT official.profile_id FROM official
    UNION ALL
    SELECT posting.profile_id FROM posting JOIN official ON official.id = posting.official_id
)
