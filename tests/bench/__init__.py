"""The bench's own shape: what others read of it."""
