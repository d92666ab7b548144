"""Where an instance may be: nowhere that nobody listed, and nothing hidden in an address."""

import pytest

from app.integrations.sparrow.address import Addresses, listed

HOSTS = listed(" sparrow.example.gov.in, .EOFFICE.gov.in ,,.")
PRODUCTION, TRIAL = Addresses(HOSTS, production=True), Addresses(HOSTS, production=False)


@pytest.mark.parametrize(
    "address",
    [
        "https://sparrow.example.gov.in",
        "https://SPARROW.example.gov.in:8443/api/",
        "https://sparrow-css.eoffice.gov.in/sparrow",
    ],
)
def test_a_listed_host_over_https_is_allowed(address: str) -> None:
    """A host by its name, or under a listed ending, is where an instance may be."""
    assert PRODUCTION.fault(address) is None
    assert TRIAL.fault(address) is None


@pytest.mark.parametrize(
    ("address", "fault"),
    [
        ("http://sparrow.example.gov.in", "not-https"),
        ("https://sparrow.example.gov.in.thief.example", "host-not-allowed"),
        ("https://eoffice.gov.in", "host-not-allowed"),
        ("https://thiefeoffice.gov.in", "host-not-allowed"),
        ("https://127.0.0.1", "host-not-allowed"),
        ("https://localhost", "host-not-allowed"),
        ("https://169.254.169.254/latest/meta-data", "host-not-allowed"),
        ("https://[::1]/", "host-not-allowed"),
        ("https://sparrow.example.gov.in@thief.example", "not-an-address"),
        ("https://a:b@sparrow.example.gov.in", "not-an-address"),
        ("https://thief.example#.eoffice.gov.in", "not-an-address"),
        ("https://thief.example?.eoffice.gov.in", "not-an-address"),
        ("https://thief.example\\.eoffice.gov.in", "not-an-address"),
        ("https://sparrow.example.gov.in/../admin", "not-an-address"),
        ("https://sparrow.example.gov.in/\n", "not-an-address"),
        ("https://sparrow.example.gov.in:99999", "not-an-address"),
        ("https://\u0455parrow.example.gov.in", "not-an-address"),
        ("https://" + "a" * 300 + ".eoffice.gov.in", "not-an-address"),
        ("file:///etc/passwd", "not-an-address"),
        ("gopher://sparrow.example.gov.in", "not-an-address"),
        ("https://", "not-an-address"),
        ("", "not-an-address"),
    ],
)
def test_any_other_address_is_refused(address: str, fault: str) -> None:
    """Plain http, hosts that only look listed, and addresses that hide something."""
    assert PRODUCTION.fault(address) == fault


def test_outside_production_this_machine_is_allowed() -> None:
    """A stand-in is reached on the loopback; anything else unlisted is refused there too."""
    here = ["http://127.0.0.1:8766", "http://localhost:8766/", "http://[::1]:8766"]

    assert [TRIAL.fault(one) for one in here] == [None, None, None]
    assert TRIAL.fault("http://10.0.0.1") == "host-not-allowed"
