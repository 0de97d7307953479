"""What a newer program or a hostile member writes into a calendar stops nobody who reads it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from garage.ics.importing import read_calendar
from garage.ids import new_id
from garage.records import Kind, kind_named
from garage.records.agenda_fields import EventTimesField, TriggerField
from garage.records.fields import ChoiceField, ChoicesField, FieldType
from garage.records.times import MomentField
from garage.sync.wire import SCHEMA
from sync_server.kit.clock import DAY, now
from tests.sync_server.calendars.making import MONDAY, things
from tests.sync_server.calendars.program import Program
from tests.sync_server.people import World

LINES = "strange\r\nATTENDEE:mailto:evil@example.org\nEND:VEVENT\nno line"
UNREADABLE = {"new": [1, {"er": None}]}
# At the calendar's ends, where not each zone has a wall time.
ENDS = ["0001-01-01T00:00+14:00", "9999-12-31T23:59-12:00"]
TIMES: list[Any] = [
    {**MONDAY, "zone": "Mars/Olympus"}, {**MONDAY, "end_zone": "Mars/Olympus"},
    {**MONDAY, "zone": "Mars/Olympus", "rules": ["FREQ=WEEKLY;COUNT=3"]},
    {**MONDAY, "zone": LINES}, {**MONDAY, "rules": ["FREQ=FORTNIGHTLY"]},
    {**MONDAY, "rules": ["FREQ=WEEKLY;RSCALE=CHINESE"]},
    {"start": "2026-03-02", "end": "2026-03-02T10:00"},
]  # fmt: skip
TRIGGERS: list[Any] = [
    {"offset": "-P1FORTNIGHT"}, {"odometer": {"value": "1", "unit": "parsec"}},
    {"offset": "PT1H", "from_end": "maybe"}, *({"at": moment} for moment in ENDS),
]  # fmt: skip
FOREIGN: list[Any] = [
    "no line", "END:VEVENT\nEND:VCALENDAR", "BEGIN:X-PART\nX-A:1", ";=;", ";X-A=b\nX:", UNREADABLE,
]  # fmt: skip
GOOD: dict[str, dict[str, Any]] = {
    "event": {"title": "Wash", "times": MONDAY},
    "attendee": {"address": "mailto:ben@example.org", "name": "Ben"},
    "alarm": {"trigger": {"offset": "-PT15M"}},
}


def strange(type_: FieldType) -> Iterator[Any]:
    """Values that this version knows nothing of."""
    yield from (UNREADABLE, LINES, "spaceship")
    match type_:
        case ChoicesField() | ChoiceField():
            yield ["plutonium", "petrol"]
        case EventTimesField():
            yield from TIMES
        case TriggerField():
            yield from TRIGGERS
        case MomentField():
            yield from ENDS
        case _:
            yield [LINES, "spaceship"]


def each_strange(kind: Kind) -> Iterator[dict[str, Any]]:
    """Fields of records of a kind, in each of which one thing is strange."""
    good = GOOD[kind.name]
    for spec in kind.fields:
        if spec.name == "foreign":
            # Lines of other programs are to be there, but for what is no line, or ends the event.
            yield from ({**good, "foreign": text} for text in FOREIGN)
        elif spec.name not in ("calendar", "event"):
            yield from ({**good, spec.name: value} for value in strange(spec.type))


@pytest.mark.parametrize("kind", ["event", "attendee", "alarm"])
def test_a_calendar_stands_whatever_is_in_it(program: Program, kind: str) -> None:
    device, world = program.device, program.device.world
    calendar = program.calendar()
    id_ = calendar.rstrip("/").rpartition("/")[2]
    patches, events = [], 0
    for fields in each_strange(kind_named(kind)):
        events += 1
        event = {**GOOD["event"], "uid": f"{events}@x", "calendar": id_}
        if kind == "event":
            patches.append(device.patch(kind="event", **{**event, **fields}))
            continue
        owner = device.patch(kind="event", **event)
        patches += [owner, device.patch(kind=kind, event=owner["id"], **fields)]
    for at in range(0, len(patches), 200):
        body = {**device.body(*patches[at : at + 200]), "schema": SCHEMA + 1}
        assert {each.verdict for each in device.send(body).verdicts} == {"merged"}
    sound = device.add(kind="event", calendar=id_, **{**GOOD["event"], "uid": "sound@x"})

    for path in feeds(program, id_):
        answer = world.run(world.http.get(path))
        assert answer.status_code == 200, answer.text
        assert_read(answer.text)
    found = program.query(calendar, "<c:comp-filter name='VEVENT'/>")
    assert any(sound.id in href or "sound" in href for href in found.by_href)
    for href in found.by_href:
        assert_read(found.said(href, "c:calendar-data"))
    assert len(program.changes(calendar).by_href) == len(found.by_href)


def feeds(program: Program, calendar: str) -> Iterator[str]:
    """Feeds of all that there is, in every detail."""
    for detail in ("full", "titles", "busy"):
        for of, target in (("person", ""), ("calendar", calendar)):
            asked = {"of": of, "space": program.device.home, "target": target, "detail": detail}
            answer = program.device.ask("POST", "/feeds", asked)
            assert answer.status_code == 200, answer.text
            yield "/feeds/" + answer.json()["url"].rpartition("/")[2]


def assert_read(text: str) -> None:
    """That a program reads all of it, and nobody wrote lines of their own."""
    read = read_calendar(text.encode(), "UTC")
    assert (read.refused, [fault for fault in read.faults if fault.lost]) == ((), [])
    coming = [each.get("address", "") for event in read.events for each in event.attendees]
    assert not [address for address in coming if address.startswith("mailto:evil")]


@pytest.mark.parametrize(
    "kind", ["vehicle", "reminder", "inspection", "insurance_policy", "plan_item", "repair"]
)
def test_what_is_due_stands_whatever_a_record_says(world: World, kind: str) -> None:
    program = Program(world.person("ann"))
    device = program.device
    vehicle = things(device)
    known = kind_named(kind)
    patches = [
        device.patch(
            vehicle if kind == "vehicle" else new_id(now()), kind=kind,
            **{"vehicle": vehicle, "due": "2026-04-01", spec.name: value},
        )
        for spec in known.fields
        for value in (UNREADABLE, LINES, "spaceship", ["plutonium"])
        if spec.name != "vehicle"
    ]  # fmt: skip
    body = {**device.body(*patches), "schema": SCHEMA + 1}
    assert {each.verdict for each in device.send(body).verdicts} == {"merged"}
    for of in ("space", "vehicle"):
        asked = {"of": of, "space": device.home, "target": vehicle, "detail": "full"}
        answer = device.ask("POST", "/feeds", asked)
        path = "/feeds/" + answer.json()["url"].rpartition("/")[2]
        read = world.run(world.http.get(path))
        assert read.status_code == 200
        assert_read(read.text)


def test_a_calendar_of_a_newer_program_is_listed_read_and_asked(program: Program) -> None:
    device, world = program.device, program.device.world
    made: dict[str, str] = {}
    for spec in kind_named("calendar").fields:
        for value in (UNREADABLE, LINES, "spaceship", "Mars/Olympus"):
            fields = {"name": "Club", "shows_busy": True, spec.name: value}
            calendar = device.patch(kind="calendar", **fields)
            made[calendar["id"]] = f"{spec.name}: {value!r}"
            event = {**GOOD["event"], "calendar": calendar["id"], "uid": f"{calendar['id']}@x"}
            feed = {"calendar": calendar["id"], "url": "https://example.org/a.ics", "every": LINES}
            patches = [device.patch(kind="event", **event)]
            if spec.name == "zone":
                patches.append(device.patch(kind="subscription", **feed))
            body = {**device.body(calendar, *patches), "schema": SCHEMA + 1}
            assert {each.verdict for each in device.send(body).verdicts} == {"merged"}
    names = ("d:displayname", "ic:calendar-color", "c:calendar-timezone", "cs:getctag")
    listed = program.find(program.home, *names, depth="1")
    for id_, strange_value in made.items():
        path = f"{program.home}{id_}/"
        assert path in listed.by_href, strange_value
        # What fills a calendar that is filled in a way of a newer program, that program knows.
        count = 0 if strange_value.startswith("of: ") and "new" not in strange_value else 1
        for within in ("", "<c:time-range start='20260301T000000Z'/>"):
            found = program.query(path, f"<c:comp-filter name='VEVENT'>{within}</c:comp-filter>")
            assert len(found.by_href) == count, strange_value
    for path in feeds(program, next(iter(made))):
        answer = world.run(world.http.get(path))
        assert answer.status_code == 200
        assert_read(answer.text)
    monday = 1_772_409_600_000
    address = f"{device.person}@example.org"
    asked = f"person={address}&since={monday}&before={monday + DAY}"
    answer = device.ask("GET", f"/calendars/busy?{asked}")
    assert answer.status_code == 200, answer.text
    assert answer.json()["people"][0]["busy"]
