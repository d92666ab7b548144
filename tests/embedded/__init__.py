"""Tests of the embedded server, as root and as an ordinary account."""
