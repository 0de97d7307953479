"""When people are busy: told to who shares a space with them, times alone, and not of strangers."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

import pytest

from garage.permissions import Role
from tests.sync_server.calendars.making import event
from tests.sync_server.calendars.program import Program
from tests.sync_server.people import Device, World


def ms(clock: str, day: int = 2) -> int:
    """A time in Berlin of a day in March 2026."""
    hour, minute = map(int, clock.split(":"))
    return int(datetime(2026, 3, day, hour - 1, minute, tzinfo=UTC).timestamp() * 1000)


def times(begins: str, ends: str, **more: Any) -> dict[str, Any]:
    day = "2026-03-02T"
    return {"start": day + begins, "end": day + ends, "zone": "Europe/Berlin", **more}


def mail(device: Device) -> str:
    return f"{device.person}@example.org"


def ask(device: Device, *people: str, since: int = ms("1:00"), before: int = ms("23:00")) -> Any:
    said = [("person", each) for each in people]
    query = urlencode([*said, ("since", since), ("before", before)])
    return device.ask("GET", f"/calendars/busy?{query}")


def told(device: Device, *people: str, **more: int) -> list[tuple[bool, list[list[int]]]]:
    answer = ask(device, *people, **more)
    assert answer.status_code == 200, answer.text
    return [(each["known"], each["busy"]) for each in answer.json()["people"]]


def together(owner: Device, *others: Device) -> str:
    space: str = owner.ask("POST", "/spaces", {"name": "Us", "kind": "family"}).json()["id"]
    for each in others:
        asked = owner.ask("POST", f"/spaces/{space}/invitations", {"role": Role.VIEWER})
        each.ask("POST", "/invitations/accept", {"code": asked.json()["code"]})
    return space


def shared_with(program: Program, name: str) -> tuple[str, str, Program]:
    """(space, calendar, the other's program) of a calendar shared with somebody new."""
    other = program.device.world.person(name)
    space = together(program.device, other)
    calendar = program.device.add(kind="calendar", space=space, name="Us", of="events").id
    return space, calendar, Program(other)


@pytest.fixture
def ann(world: World) -> Device:
    """She lets others know when she is busy, of one of her two calendars."""
    device = world.person("ann")
    open_ = device.add(kind="calendar", name="Mine", of="events", shows_busy=True).id
    closed = device.add(kind="calendar", name="Diary", of="events").id
    event(device, open_, uid="a@x", title="Therapy", times=times("09:00", "10:00"))
    event(device, open_, uid="b@x", title="Call", times=times("10:00", "10:30"))
    event(device, open_, uid="c@x", title="Sport", times=times("18:00", "19:00",
                                                               rules=["FREQ=DAILY"]))  # fmt: skip
    event(device, open_, uid="d@x", title="Maybe", free=True, times=times("13:00", "14:00"))
    event(device, open_, uid="e@x", title="Off", status="cancelled", times=times("15:00", "16:00"))
    event(device, open_, uid="f@x", title="Fair", times={"start": "2026-03-02"})
    event(device, closed, uid="g@x", title="Secret", times=times("20:00", "21:00"))
    return device


def test_who_shares_a_space_sees_times_of_what_is_marked_and_nothing_else(
    world: World, ann: Device
) -> None:
    ben = world.person("ben")
    together(ann, ben)
    spans = [[ms("9:00"), ms("10:30")], [ms("18:00"), ms("19:00")]]
    answer = ask(ben, mail(ann))
    assert "Therapy" not in answer.text
    assert told(ben, mail(ann), mail(ben)) == [(True, spans), (False, [])]
    # What reaches over the edge is cut there; a series goes on.
    assert told(ben, mail(ann), since=ms("18:30", 9), before=ms("23:00", 9)) == [
        (True, [[ms("18:30", 9), ms("19:00", 9)]])
    ]


def test_strangers_and_nobody_are_answered_alike(world: World, ann: Device) -> None:
    eve = world.person("eve")
    stranger, nobody = mail(ann), "nobody@example.org"
    assert told(eve, stranger, nobody) == [(False, []), (False, [])]
    space = together(ann, eve)
    assert told(eve, stranger)[0][0]
    ann.ask("DELETE", f"/spaces/{space}/members/{eve.person}")
    assert told(eve, stranger) == [(False, [])]


def test_what_one_attends_in_a_shared_calendar_counts_unless_declined(
    world: World, ann: Device
) -> None:
    ben, cat = world.person("ben"), world.person("cat")
    space = together(ann, ben, cat)
    club = ann.add(kind="calendar", space=space, name="Club", of="events").id
    for uid, state, begins, ends in (
        ("m@x", "accepted", "11:00", "12:00"), ("n@x", "declined", "14:00", "15:00"),
    ):  # fmt: skip
        meeting = event(ann, club, space=space, uid=uid, times=times(begins, ends)).id
        ann.add(kind="attendee", space=space, event=meeting, state=state,
                address=f"mailto:{mail(ben)}".upper())  # fmt: skip
    assert told(cat, mail(ben)) == [(False, [[ms("11:00"), ms("12:00")]])]
    # A calendar counts for who made it, whoever is in its space.
    ann.push(ann.patch(club, "calendar", space=space, shows_busy=True))
    assert [ms("14:00"), ms("15:00")] in told(cat, mail(ann))[0][1]
    assert told(cat, mail(ben)) == [(False, [[ms("11:00"), ms("12:00")]])]


@pytest.mark.parametrize(
    "more", [{"since": 5, "before": 5}, {"since": 0, "before": 63 * 86_400_000}, {"before": -1}]
)
def test_too_much_and_nonsense_are_refused(ann: Device, more: dict[str, int]) -> None:
    answer = ask(ann, mail(ann), **more)
    assert (answer.status_code, answer.json()["code"]) == (400, "bad_request")


def test_too_many_people_are_refused(ann: Device) -> None:
    assert ask(ann, *(f"p{n}@example.org" for n in range(51))).status_code == 400
    assert ask(ann).status_code == 400
