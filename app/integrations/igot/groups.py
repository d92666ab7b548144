"""Whom a training plan reaches, read into alternatives of criteria that all must hold."""

from collections.abc import Awaitable, Callable
from typing import Any

from app.integrations.igot.feed import Fault
from app.integrations.igot.wire import Json, QuirkError, decoded, elements, mapping, text
from app.policy.facts import Criterion

Group = tuple[Criterion, ...]
ReadGroup = Callable[[str], Awaitable[dict[str, Any]]]

EVERYONE: tuple[Group, ...] = ((),)
# Keys that iGOT knows and our matching does not are faults too: their reach would be guessed.
_KEYS = frozenset(
    {
        "rootorgid",
        "designation",
        "group",
        "user",
        "tag",
        "cadre",
        "service",
        "batch",
        "civil_service_type",
        "isoncentraldeputation",
        "isprofileverified",
        "profilestatus",
    }
)


def read_assignment(row: Json) -> tuple[tuple[Group, ...], list[Fault]]:
    """Read the reach of a plan of the first generation; an unknown kind reaches nobody.

    The list call renames ``assignmentType`` to ``userType`` and its values to ``userDetails``.
    """
    kind = (text(row, "userType", "assignmentType") or "").lower()
    if kind == "alluser":
        return EVERYONE, []
    key = {"designation": "designation_exact", "customuser": "user"}.get(kind)
    if key is None:
        raise QuirkError("assignment-unknown", "userType is none of iGOT's three")
    listed = elements(
        row.get("userDetails")
        if row.get("userDetails") is not None
        else row.get("assignmentTypeInfo"),
        "userDetails",
    )
    values = tuple(value for value in map(_assigned, listed) if value)
    faults = _nulls(len(listed) - len(values), "userDetails")
    if not values:
        raise QuirkError("assignment-empty", "userDetails names nobody")
    return ((Criterion(key, values),),), faults


async def read_context(value: Any, read_group: ReadGroup) -> tuple[tuple[Group, ...], list[Fault]]:
    """Read the reach of a plan of the fourth generation; null reaches everyone.

    A group that can't be read reaches nobody and leaves a fault; it never widens to fewer criteria.
    Raises QuirkError when the whole can't be read.
    """
    context = decoded(value, "contextData")
    if context is None:
        return EVERYONE, []
    control = mapping(mapping(context, "contextData").get("accessControl"), "accessControl")
    listed = elements(control.get("userGroups"), "userGroups")
    if not listed:
        raise QuirkError("access-control-empty", "contextData holds no user groups")
    groups: list[Group] = []
    faults: list[Fault] = []
    for position, one in enumerate(listed):
        try:
            groups.append(await _group(one, read_group))
        except QuirkError as quirk:
            faults.append(Fault(quirk.quirk, f"user group {position + 1}", quirk.detail))
    return tuple(groups), faults


async def _group(value: Any, read_group: ReadGroup) -> Group:
    group = mapping(value, "userGroup")
    group_id = text(group, "userGroupId", "usergroupid")
    inline = elements(group.get("userGroupCriteriaList"), "userGroupCriteriaList")
    if inline:
        pairs = [_inline_pair(one) for one in inline]
    elif group_id:
        stored = await read_group(group_id)
        pairs = _stored_pairs(elements(stored.get("criteria"), "criteria"))
    else:
        pairs = []
    if not pairs:
        raise QuirkError("criteria-empty", "a user group holds no criteria")
    return tuple(_criterion(key, values) for key, values in pairs)


def _inline_pair(value: Any) -> tuple[Any, Any]:
    one = mapping(value, "userGroupCriteria")
    return one.get("criteriaKey"), one.get("criteriaValue")


def _stored_pairs(criteria: list[Any]) -> list[tuple[Any, Any]]:
    return [pair for one in criteria for pair in mapping(one, "criteria").items()]


def _criterion(key: Any, value: Any) -> Criterion:
    name = str(key or "").strip().lower()
    if name not in _KEYS:
        raise QuirkError("criteria-key-unknown", "a criteriaKey is none of iGOT's keys")
    listed = value if isinstance(value, list) else _scalar_or_list(value)
    values = tuple(_value(name, one) for one in listed if one is not None)
    if not values:
        raise QuirkError("criteria-value-empty", f"criteria {name} holds no value")
    return Criterion(name, values)


def _scalar_or_list(value: Any) -> list[Any]:
    if isinstance(value, str) and value.lstrip().startswith("["):
        return elements(value, "criteriaValue")
    return [value]


def _value(name: str, value: Any) -> str:
    if not isinstance(value, str | int):
        raise QuirkError("criteria-value-unreadable", f"criteria {name} holds no plain value")
    trimmed = str(value).strip()
    return trimmed if name == "user" else trimmed.lower()


def _assigned(value: Any) -> str | None:
    """A designation as typed, or a user's id out of the object that the list call puts there."""
    if isinstance(value, dict):
        return text(value, "userId", "identifier", "id", "wid")
    return value if isinstance(value, str) and value.strip() else None


def _nulls(missing: int, name: str) -> list[Fault]:
    return [Fault("element-null", name, f"{missing} elements are null or blank")] if missing else []
