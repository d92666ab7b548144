-- Whether any of those officials was held to when a plan was published, or to its due date.
SELECT EXISTS (
    SELECT FROM demand WHERE NOT (before_plan_counts AND after_due_counts)
) AS holds
