"""Two engines, one answer: the set-based statement against the pure core."""
