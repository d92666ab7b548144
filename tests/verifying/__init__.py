"""Checking offline, by the product and by a second verifier that shares no line with it."""
