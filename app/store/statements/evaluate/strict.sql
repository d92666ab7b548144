-- Whether anybody is held to when a plan was published, or to its due date.
SELECT EXISTS (SELECT FROM terms WHERE NOT (before_plan_counts AND after_due_counts)) AS holds
