"""A PostgreSQL server of the project's own, for the demo, the tests and the checks."""
