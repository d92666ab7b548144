"""Onboarding: what is amiss with an official, a staff list or a strength, and its picture."""
