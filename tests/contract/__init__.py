"""The contract against the running service: generated requests, and attacks by a list."""
