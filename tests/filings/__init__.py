"""Filings to SPARROW: planned once, sent in order, answered for, and never lost."""
