"""What is kept for how long: one table, each line with what asks for it."""
