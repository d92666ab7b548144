"""One use case a file: takes a session, feeds and now; returns policy types."""
