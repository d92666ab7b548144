"""What tests of the services may ask for beside the common fixtures."""

from tests.services.fixtures import (
    early_database,
    early_owner,
    early_template,
    early_url,
    igot,
    served_igot,
    undisturbed,
    undisturbed_from_nothing,
)

__all__ = [
    "early_database",
    "early_owner",
    "early_template",
    "early_url",
    "igot",
    "served_igot",
    "undisturbed",
    "undisturbed_from_nothing",
]
