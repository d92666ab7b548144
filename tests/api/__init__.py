"""The HTTP API, over a real database, held to its own contract."""
