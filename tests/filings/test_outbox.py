"""The outbox: what is published of whom an instance serves comes into it once, in order."""

from app.policy.apar.filing import Standing, Verdict
from app.store.filings import instances, outbox
from app.store.filings.instances import Scope
from app.store.filings.outbox import Outcome, Taken
from tests.filings.office import EVERYTHING, Office, moved
from tests.harness.arranged import NOW, YEAR

ACCEPTED = (Verdict("accepted", None, "S-1"), Standing("accepted"))
REFUSED = (Verdict("refused", "unknown-official"), Standing("dead", "unknown-official"))


async def record(office: Office, taken: list[Taken], outcome: tuple[Verdict, Standing]) -> int:
    """Record that the instance said the same of all that was taken."""
    instance = await office.instance(taken[0].filing.instance_id)
    told = [Outcome(one.filing, *outcome) for one in taken]
    async with office.worker.writing() as session:
        return await outbox.record(session, instance, YEAR, told, NOW)


async def due(office: Office) -> list[str]:
    """Return the instances that something is to be done for."""
    async with office.worker.reading() as session:
        return await instances.due(session, NOW)


async def test_what_stands_is_planned_once(office: Office) -> None:
    """Each entry that stands of whom the instance serves is one filing; asked again, no other."""
    instance = await office.register("planned-once")
    planned, again = await office.plan(instance), await office.plan(instance)
    found = await office.filings(instance)

    assert {one.official_id: one.position for one in found} == await office.heads()
    assert (planned, again) == (len(found), 0)


async def test_what_is_taken_says_all_that_the_instance_needs(office: Office) -> None:
    """A filing has the entry as published, its digest, and the keys that the official goes by."""
    instance = await office.register("said")
    await office.plan(instance)
    [first, *_] = await office.take(instance)

    assert (first.filing.kind, first.content.version, first.tries) == ("upsert", 1, 1)
    assert first.content.body is not None
    assert f'"reporting_year":"{YEAR.label}"' in first.content.body
    assert {"kind": "sparrow_email", "value": "own0@example.gov.in"} in first.content.keys
    assert first.content.keys_before == ()


async def test_what_was_never_sent_gives_way(office: Office) -> None:
    """Of two versions that the instance was sent neither of, the later one is filed alone."""
    instance = await office.register("gives-way")
    await office.plan(instance)
    official = min(await office.heads())
    await office.alter(official)
    await office.plan(instance)
    found = [one for one in await office.filings(instance) if one.official_id == official]
    taken = {one.filing.official_id: one for one in await office.take(instance)}

    assert [one.state for one in found] == ["superseded", "pending"]
    assert taken[official].filing.position == found[1].position


async def test_a_later_version_waits_for_the_one_under_way(office: Office) -> None:
    """While it is unknown whether the instance has a version, the next is not sent."""
    instance = await office.register("in-order")
    await office.plan(instance)
    sent = await office.take(instance)
    official = sent[0].filing.official_id
    await office.alter(official)
    await office.plan(instance)
    nothing = await office.take(instance)
    await record(office, sent, ACCEPTED)
    [following] = await office.take(instance)

    assert nothing == []
    assert following.filing.official_id == official
    assert following.filing.position > sent[0].filing.position


async def test_a_later_version_replaces_a_dead_letter(office: Office) -> None:
    """A version that was refused for good gives way to the next one, and says so."""
    instance = await office.register("replaced")
    await office.plan(instance)
    sent = await office.take(instance)
    await record(office, sent, REFUSED)
    official = sent[0].filing.official_id
    await office.alter(official)
    await office.plan(instance)
    found = [one for one in await office.filings(instance) if one.official_id == official]

    assert [one.state for one in found] == ["superseded", "pending"]


async def test_what_dies_after_a_later_version_was_planned_gives_way_as_well(
    office: Office,
) -> None:
    """It is no dead letter, so that nobody puts it back to be told after the later one."""
    instance = await office.register("overtaken")
    await office.plan(instance)
    sent = await office.take(instance)
    official = sent[0].filing.official_id
    await office.alter(official)
    await office.plan(instance)
    await record(office, sent, REFUSED)
    states = [one.state for one in await office.filings(instance) if one.official_id == official]
    others = [one.state for one in await office.filings(instance) if one.official_id != official]

    assert states == ["superseded", "pending"]
    assert set(others) == {"dead"}


async def test_who_left_is_a_tombstone_where_the_instance_was_told(office: Office) -> None:
    """An instance that had filed nothing of the official is told of no departure."""
    told = await office.register("told")
    await office.plan(told)
    await record(office, await office.take(told), ACCEPTED)
    mover = max(await office.heads())
    await office.move(mover, office.other)
    untold = await office.register("untold")
    both = await office.register("both", office.own, office.other)
    for instance in (told, untold, both):
        await office.plan(instance)
    [tombstone] = await office.take(told)
    await office.move(mover, office.own)

    assert (tombstone.filing.kind, tombstone.filing.official_id) == ("tombstone", mover)
    assert (tombstone.content.body, tombstone.content.keys) == (None, ())
    assert len(tombstone.content.keys_before) > 0
    assert mover not in {official for official, _ in await office.states(untold)}
    assert "tombstone" not in {kind for _, kind in await office.states(both)}


async def test_what_was_tried_goes_alone(office: Office) -> None:
    """After a try without an answer filings are sent one by one, after those never tried."""
    instance = await office.register("alone")
    await office.plan(instance)
    first = await office.take(instance, limit=2)
    again = (Verdict("unknown", "no-answer"), Standing("pending", "no-answer", NOW))
    await record(office, first, again)
    rest = await office.take(instance)
    singles = [await office.take(instance) for _ in range(3)]

    assert len(first) + len(rest) == len(await office.heads())
    assert [[one.filing for one in each] for each in singles] == [
        [first[0].filing],
        [first[1].filing],
        [],
    ]


async def test_other_officials_are_looked_through_from_the_beginning(office: Office) -> None:
    """Whom an instance comes to serve is filed, though published before; others wait no more."""
    instance = await office.register("wider")
    await office.plan(instance)
    wider = moved(instance, Scope((office.other,)))
    await office.plan(wider)
    states = await office.states(instance)

    own, other = await office.heads(), await office.heads(office.other)
    assert {one for (one, _), state in states.items() if state == "pending"} == set(other)
    assert {one for (one, _), state in states.items() if state == "superseded"} == set(own)


async def test_whom_an_instance_serves_by_now_is_due_without_anything_published(
    office: Office,
) -> None:
    """Changed while a push is under way nobody is handed its new push: the next look finds it."""
    instance = await office.register("others")
    await office.plan(instance)
    await record(office, await office.take(instance), ACCEPTED)
    level = await due(office)
    async with office.api.writing(EVERYTHING) as session:
        await instances.change(session, instance, {"authorities": [office.other]})
    changed = await due(office)
    others = await office.instance(instance.id)
    # The withdrawals have positions of their own, which are looked through as well.
    assert [await office.plan(others) > 0, await office.plan(others) > 0] == [True, False]
    while taken := await office.take(others):
        await record(office, taken, ACCEPTED)

    assert [instance.id in one for one in (level, changed, await due(office))] == [
        False,
        True,
        False,
    ]


async def test_what_was_told_is_withdrawn_from_who_serves_no_more(office: Office) -> None:
    """Whom an instance was told of and serves no more is taken back there once, by number alone.

    Served again he is told of again, at a higher position, and who was told of nothing is not
    taken back.
    """
    instance = await office.register("narrowed", office.own, office.other)
    await office.plan(instance)
    own, other = await office.heads(), await office.heads(office.other)
    first = next(iter(own))
    sent = [one for one in await office.take(instance) if one.filing.official_id in own]
    await record(office, sent, ACCEPTED)
    narrow = moved(instance, Scope((office.other,)))
    again = [await office.plan(narrow), await office.plan(narrow)]
    taken = [one for one in await office.take(narrow) if one.filing.kind == "withdrawal"]
    await record(office, taken, ACCEPTED)
    wide = moved(instance, Scope((office.own, office.other)))
    await office.plan(wide)
    back = [one for one in await office.take(wide) if one.filing.official_id in own]

    assert again == [len(own), 0]
    assert {one.filing.official_id for one in taken} == set(own)
    assert {(one.content.body, one.content.keys, one.content.keys_before) for one in taken} == {
        (None, (), ())
    }
    assert {one.filing.official_id for one in back} == set(own)
    assert min(one.filing.position for one in back) > max(one.filing.position for one in taken)
    [stands] = [one for one in back if one.filing.official_id == first]
    assert (stands.content.body, len(stands.content.keys)) != (None, 0)
    states = await office.states(instance)
    assert {states[one, "upsert"] for one in other} == {"sent"}


async def test_what_is_given_up_unsent_is_told_when_served_again(office: Office) -> None:
    """Nothing is taken back that was never sent; served again it is planned anew."""
    instance = await office.register("unsent")
    await office.plan(instance)
    await office.plan(moved(instance, Scope((office.other,))))
    given_up = await office.states(instance)
    planned = await office.plan(moved(instance, Scope((office.own,))))
    own = await office.heads()

    assert {given_up[one, "upsert"] for one in own} == {"superseded"}
    assert "withdrawal" not in {kind for _, kind in given_up}
    assert planned == len(own)


async def test_what_was_accepted_stays_accepted(office: Office) -> None:
    """A late refusal changes nothing; a late acceptance counts, with one receipt a try."""
    instance = await office.register("late")
    await office.plan(instance)
    first, *others = await office.take(instance)
    receipts = [await record(office, [first], one) for one in (ACCEPTED, REFUSED)]
    await record(office, others, REFUSED)
    await record(office, others, ACCEPTED)

    assert receipts == [1, 0]
    assert {one.state for one in await office.filings(instance)} == {"accepted"}
