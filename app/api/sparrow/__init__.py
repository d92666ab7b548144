"""What is pushed to SPARROW instances, over HTTP."""
