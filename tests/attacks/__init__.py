"""Attacks on a service that is run: injection, tenants, tokens, slow clients, bodies, overload."""
