"""Onboarding's routes: checks, rosters, strength, actions, and the picture of it all."""
