"""A stand-in SPARROW instance: an HTTP server of its own that can misbehave by script."""
