"""The SPARROW side: filing port and adapters."""
