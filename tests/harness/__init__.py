"""What tests stand on: a real PostgreSQL, and officials, plans and facts to fill it with."""
