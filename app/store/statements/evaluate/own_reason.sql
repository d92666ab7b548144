-- The reasons that an official has of his own, not by his place: each a binary digit.
SELECT * FROM (VALUES
    (1, 'completion_in_doubt'),
    (2, 'courses_below_share'),
    (4, 'exempted_by_order'),
    (8, 'fail_without_evidence'),
    (16, 'retired_by_order')
) AS own_reason (digit, reason)
