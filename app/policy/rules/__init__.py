"""One rules file a reporting year, every value with its citation."""
