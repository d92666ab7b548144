"""Recording and withdrawing what authorities order: each register a file."""
