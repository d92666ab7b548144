"""A reader by somebody else: a client generated from openapi.yaml, run against the service."""
