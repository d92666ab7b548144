"""Use cases, over a real database where they need one."""
