"""The demonstration, as a newcomer runs it."""
