"""The only place with SQL, and the only commit."""
