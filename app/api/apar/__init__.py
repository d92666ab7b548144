"""The APAR entry's routes: one, many, what changed, in bulk, as a stream, and under a seal."""
