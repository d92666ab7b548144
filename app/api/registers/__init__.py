"""Registers over HTTP: what an authority records by an order."""
