"""What the store promises, held against a real PostgreSQL."""
