-- Removes records kept aside that name an official by an identifier.
DELETE FROM quarantine
WHERE EXISTS (
    SELECT FROM unnest(CAST(:identifiers AS text[])) AS one (value)
    WHERE strpos(lower(subject), lower(value)) > 0 OR strpos(lower(detail), lower(value)) > 0
)
