"""Rosters and their checks, strength, the picture of onboarding, and its actions."""
