"""What is in calendars, out of the records: kept with each change, the same if made anew."""

from typing import Any

from sqlalchemy import select

from garage.ids import new_id
from garage.records.agenda import Alarm, Event
from garage.sync.wire import WireEnvelope
from sync_server.calendars import service
from sync_server.calendars.projection import bring_up
from sync_server.calendars.service import CalendarSeen, ItemSeen
from sync_server.calendars.tables import PROJECTED, SEEN
from sync_server.kit.clock import now
from tests.sync_server.calendars.making import MONDAY, event, things
from tests.sync_server.people import Device, World


def _calendars(ann: Device) -> list[CalendarSeen]:
    ann.world.run(service.fresh(ann.world.database, [ann.home]))
    with ann.world.database.read() as connection:
        return service.calendars_of(connection, ann.person)


def _items(ann: Device, calendar: str, **more: Any) -> list[ItemSeen]:
    _calendars(ann)
    with ann.world.database.read() as connection:
        return service.items(connection, ann.home, calendar, **more)


def _with_calendar(world: World) -> tuple[Device, WireEnvelope]:
    ann = world.person("ann")
    return ann, ann.add(kind="calendar", name="Garage", colour="teal", of="events")


def test_a_calendar_shows_its_events_with_attendees_and_alarms(world: World) -> None:
    ann, calendar = _with_calendar(world)
    made = event(ann, calendar.id, title="MOT, at last", uid="mot@x")
    ann.add(kind="attendee", event=made.id, address="mailto:ben@example.org", name="Ben")
    ann.add(kind="alarm", event=made.id, trigger={"offset": "-PT15M"}, action="display")
    (seen,) = _calendars(ann)
    assert (seen.name, seen.colour, seen.editable) == ("Garage", "teal", True)
    (item,) = _items(ann, calendar.id)
    assert item.uid == "mot@x"
    for line in ("BEGIN:VTIMEZONE", "SUMMARY:MOT\\, at last", "TRIGGER:-PT15M",
                 "CN=Ben:mailto:ben@example.org",
                 "DTSTART;TZID=Europe/Berlin:20260302T090000"):  # fmt: skip
        assert line in item.text
    assert "METHOD" not in item.text


def test_a_change_of_an_alarm_changes_the_items_etag_and_seq(world: World) -> None:
    ann, calendar = _with_calendar(world)
    made = event(ann, calendar.id)
    event(ann, calendar.id, uid="other@x")
    (before, untouched) = _items(ann, calendar.id)
    ann.add(kind="alarm", event=made.id, trigger={"offset": "-P1D"})
    after = {each.uid: each for each in _items(ann, calendar.id)}
    assert after[before.uid].etag != before.etag
    assert after[before.uid].seq > before.seq
    assert after[untouched.uid] == untouched
    assert (before.uid, untouched.uid) == ("wash@x", "other@x")


def test_an_override_joins_its_series(world: World) -> None:
    ann, calendar = _with_calendar(world)
    event(ann, calendar.id, uid="weekly@x", times={**MONDAY, "rules": ["FREQ=WEEKLY;COUNT=4"]})
    event(ann, calendar.id, uid="weekly@x", recurrence="2026-03-09T09:00[Europe/Berlin]",
          title="Later", times={**MONDAY, "start": "2026-03-09T11:00",
                                "end": "2026-03-09T12:00"})  # fmt: skip
    (item,) = _items(ann, calendar.id)
    assert item.events.count("BEGIN:VEVENT") == 2
    assert "RECURRENCE-ID;TZID=Europe/Berlin:20260309T090000" in item.events


def test_what_is_deleted_erased_or_moved_away_is_told_as_gone(world: World) -> None:
    ann, calendar = _with_calendar(world)
    made = [event(ann, calendar.id, uid=f"{n}@x") for n in range(4)]
    _items(ann, calendar.id)
    with world.database.read() as connection:
        token = service.seen_up_to(connection, ann.home)
    ann.push(ann.patch(made[0].id, kind="event", deleted=True))
    ann.ask("POST", "/records/erase", {"space": ann.home, "ids": [made[1].id]})
    other = ann.ask("POST", "/spaces", {"name": "Club", "kind": "club"}).json()["id"]
    ann.ask("POST", "/records/move", {"space": ann.home, "to": other, "ids": [made[2].id]})
    assert [each.uid for each in _items(ann, calendar.id)] == ["3@x"]
    gone = _items(ann, calendar.id, after=token)
    assert {each.uid for each in gone if each.gone} == {"0@x", "1@x", "2@x"}
    ann.push(ann.patch(made[0].id, kind="event", deleted=False))
    assert [each.uid for each in _items(ann, calendar.id)] == ["3@x", "0@x"]


def test_two_series_of_one_uid_are_both_there(world: World) -> None:
    ann, calendar = _with_calendar(world)
    event(ann, calendar.id, uid="same@x", title="One")
    second = event(ann, calendar.id, uid="same@x", title="Two")
    found = {each.uid: each for each in _items(ann, calendar.id)}
    assert found.keys() == {"same@x", second.id}
    assert f"UID:{second.id}\r\n" in found[second.id].text
    ann.push(ann.patch(second.id, kind="event", deleted=True))
    assert [each.uid for each in _items(ann, calendar.id)] == ["same@x"]


def test_only_items_that_may_fall_into_a_time_are_found(world: World) -> None:
    ann, calendar = _with_calendar(world)
    event(ann, calendar.id, uid="once@x")
    event(ann, calendar.id, uid="ever@x", times={**MONDAY, "rules": ["FREQ=YEARLY"]})
    event(ann, calendar.id, uid="until@x",
          times={**MONDAY, "rules": ["FREQ=DAILY;UNTIL=20260401T000000Z"]})  # fmt: skip
    april = 1_775_500_000_000
    assert [each.uid for each in _items(ann, calendar.id, since=april)] == ["ever@x"]
    march_2 = 1_772_400_000_000
    assert len(_items(ann, calendar.id, since=march_2, before=march_2 + 86_400_000)) == 3
    assert _items(ann, calendar.id, before=march_2 - 3 * 86_400_000) == []


def test_due_things_of_a_vehicle_are_found_and_go_with_it(world: World) -> None:
    ann = world.person("ann")
    vehicle = things(ann)
    _calendars(ann)
    found = service_due(ann)
    assert found["reminders"] == ["Oil change"]
    assert found["inspections"] == ["MOT ends"]
    assert found["insurance"] == ["Insurance with Acme ends"]
    assert found["plan"] == ["New tyres"]
    assert found["warranties"] == ["Warranty of Clutch ends"]
    ann.push(ann.patch(vehicle, deleted=True))
    _calendars(ann)
    assert not any(service_due(ann).values())


def test_a_projection_made_anew_is_the_same(world: World) -> None:
    ann, calendar = _with_calendar(world)
    things(ann)
    made = [event(ann, calendar.id, uid=f"{n}@x") for n in range(3)]
    for each in made[:2]:
        ann.add(kind=Alarm.kind, event=each.id, trigger={"offset": "-PT5M"})
        _items(ann, calendar.id)
    ann.push(ann.patch(made[2].id, kind=Event.kind, title="Other"))
    _items(ann, calendar.id)
    kept = [sorted(map(tuple, world.rows(select(table)))) for table in PROJECTED]
    with world.database.write() as connection:
        connection.execute(SEEN.update().values(version=0))
    _items(ann, calendar.id)
    assert [sorted(map(tuple, world.rows(select(table)))) for table in PROJECTED] == kept


def test_a_thousand_events_come_in_slices(world: World) -> None:
    ann, calendar = _with_calendar(world)
    patches = [
        ann.patch(new_id(now()), kind="event", calendar=calendar.id, uid=f"{n}@x", times=MONDAY,
                  title=str(n))
        for n in range(1_100)
    ]  # fmt: skip
    ann.push(*patches)
    with world.database.write() as connection:
        assert bring_up(connection, ann.home)
        assert len(service.items(connection, ann.home, calendar.id)) < 1_100
    assert len(_items(ann, calendar.id)) == 1_100


def service_due(ann: Device) -> dict[str, list[str]]:
    """Due calendar → titles."""
    from datetime import date

    from garage.rules.windows import Window

    with ann.world.database.read() as connection:
        window = Window(date(2026, 1, 1), date(2026, 12, 31))
        found = service.due_in(connection, ann.home, window, date(2026, 3, 1))
    return {name: [str(each.entry.title) for each in those] for name, those in found.items()}
