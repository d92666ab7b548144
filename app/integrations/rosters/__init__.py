"""Rosters as files: read in a limited child process, and written back."""
