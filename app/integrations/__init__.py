"""Adapters to the systems outside: iGOT and SPARROW."""
