"""Use cases of the APAR entry: told, looked up, followed, signed and sealed."""
