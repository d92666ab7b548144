"""Who prescribes: OM T-28/27/2025-iGOT of 04.07.2025, paras 2 and 3."""

import pytest

from app.policy import prescriber
from app.policy.facts import Profile
from app.policy.prescriber import Prescriber
from tests.policy.factories import CCA, MDO, RULES, a_profile, an_ais_profile

IN_MINISTRY = {"authority_id": MDO, "authority_kind": "mdo"}
CASES = {
    "ministry's own": (a_profile(), Prescriber(MDO)),
    "ministry's own of a service": (a_profile(service="Indian Revenue Service"), Prescriber(MDO)),
    "AIS in a State": (an_ais_profile(), Prescriber(CCA)),
    "AIS, flag missing": (an_ais_profile(on_central_deputation=None), Prescriber(CCA)),
    "AIS in a ministry, flag missing": (
        an_ais_profile(on_central_deputation=None, **IN_MINISTRY),
        Prescriber(CCA),
    ),
    "AIS, no controlling authority": (
        an_ais_profile(controlling_authority_id=None),
        Prescriber(None),
    ),
    "AIS on deputation": (
        an_ais_profile(on_central_deputation=True, **IN_MINISTRY),
        Prescriber(MDO),
    ),
    "AIS on deputation, still under the State": (
        an_ais_profile(on_central_deputation=True),
        Prescriber(None),
    ),
    "State's own": (an_ais_profile(service=None), Prescriber(None, covered=False)),
    "State service": (
        an_ais_profile(service="Kerala Administrative Service"),
        Prescriber(None, covered=False),
    ),
}


@pytest.mark.parametrize(("profile", "expected"), CASES.values(), ids=CASES.keys())
def test_who_prescribes(profile: Profile, expected: Prescriber) -> None:
    """The MDO prescribes for its own and for AIS on deputation, else the controlling authority."""
    assert prescriber.resolve(profile, RULES) == expected


@pytest.mark.parametrize(
    ("service", "expected"),
    [
        ("Indian Administrative Service", True),
        (" ias ", True),
        ("IPS", True),
        ("Indian Forest Service", True),
        ("IFoS", True),
        ("Indian Foreign Service", False),
        ("IFS", False),
        ("", False),
        (None, False),
    ],
)
def test_all_india_services(service: str | None, *, expected: bool) -> None:
    """Case and outer blanks make no difference; the Foreign Service is none of them."""
    assert prescriber.in_all_india_service(service, RULES) is expected
