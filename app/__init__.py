"""Karmasetu: from iGOT Karmayogi's learning records to the APAR, explained and provable."""
