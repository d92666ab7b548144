"""The demonstration: the main job on an embedded PostgreSQL and a stand-in iGOT."""
