"""One karmasetu command a file."""
