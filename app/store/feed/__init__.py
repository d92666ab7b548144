"""What a feed brought: people, plans, facts, and the runs that brought them."""
