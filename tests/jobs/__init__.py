"""What runs in the worker: carried out once, whoever dies."""
