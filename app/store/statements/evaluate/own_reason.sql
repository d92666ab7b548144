-- The reasons that an official has of his own, not by his place: each a binary digit, so that their sum
-- names a combination. `terms` numbers the reasons of places in steps of 32, twice the highest digit,
-- `told` writes each of the 32 combinations out, and `verdict` adds the digits up. A sixth reason
-- takes the digit 32 here and in `verdict`, and steps of 64 there.
SELECT * FROM (VALUES
    (1, 'completion_in_doubt'),
    (2, 'courses_below_share'),
    (4, 'exempted_by_order'),
    (8, 'fail_without_evidence'),
    (16, 'retired_by_order')
) AS own_reason (digit, reason)
