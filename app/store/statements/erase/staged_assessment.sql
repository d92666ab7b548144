-- Removes rows on their way into facts that name an official by an identifier.
DELETE FROM staging.assessment WHERE user_id = ANY (CAST(:identifiers AS text[]))
