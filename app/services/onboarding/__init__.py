"""Use cases of onboarding: checks, strength, actions on iGOT, and the picture."""
