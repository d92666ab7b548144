"""What was known: a history of facts and questions, against a memory of it."""
