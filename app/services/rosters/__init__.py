"""Rosters: taken in, checked, told, and given back."""
