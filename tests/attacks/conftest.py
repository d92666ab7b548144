"""The served service, as the tests of the contract have it."""

from tests.contract.conftest import service

__all__ = ["service"]
