"""The policy core, held to the memoranda by examples and by properties."""
