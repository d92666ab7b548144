"""The commands, as programs of their own: what they print and how they end."""
