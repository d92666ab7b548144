"""The one place that reads Settings, opens databases and clients, and picks adapters."""
