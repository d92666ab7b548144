"""Measures what the service does in bulk, each figure beside what could be had at best."""
