"""What the read of one official is measured beside: other servers of the same tables."""
