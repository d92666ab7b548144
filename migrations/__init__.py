"""The schema, migration by migration: numbered, linear, up and down."""
