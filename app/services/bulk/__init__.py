"""Bulk exports: asked for, written by whichever worker, kept as files until they expire."""
