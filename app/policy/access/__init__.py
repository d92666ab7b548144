"""Who may do what on whose records: roles, scopes, and the one table of all operations."""
