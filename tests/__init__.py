"""What the service promises, held."""
