"""Use cases of the audit trail: chained, told, and walked from its first link to its last."""
