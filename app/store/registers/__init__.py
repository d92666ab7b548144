"""What authorities record by their orders: each register a file."""
