"""Tests of the house itself: who imports whom, who commits, what a file must say of itself."""
