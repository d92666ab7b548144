"""HTTP only: routers, dependencies, problems and models."""
