"""Liaison officers: what OM 36023/1/2024-Estt.(Res-I) asks, beside the mandate of the courses."""
