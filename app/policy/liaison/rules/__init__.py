"""Data, not code: the rules on liaison officers, one file a reporting year."""
