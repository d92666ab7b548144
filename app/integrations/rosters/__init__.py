"""Rosters as files: read in a limited child process, and written back."""

# By this name the child is told the key of a roster's phones, in hexadecimal.
PHONE_KEY = "KARMASETU_ROSTER_PHONE_KEY"
