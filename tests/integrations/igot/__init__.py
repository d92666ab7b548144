"""Tests of the adapters to other systems."""
