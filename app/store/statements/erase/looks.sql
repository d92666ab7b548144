-- Removes when an official's own list was read, which names him by an identifier.
DELETE FROM feed_look WHERE user_id = ANY (CAST(:identifiers AS text[]))
