"""Checking what this service has given out: offline, from files and public keys alone."""
