"""Filing what is published at SPARROW instances, and telling how far that has come."""
