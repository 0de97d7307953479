"""Invitations: what one is asked to, answering, and what guests of one's own events want."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from client.errors import BadFile, BadRequest
from client.operations.answers_received import receive
from client.operations.calendar_import import import_calendar
from client.operations.events import add_event
from client.operations.invitations import (
    answer,
    be_called,
    decline_proposal,
    invitation_to,
    open_invitations,
    proposals_for,
    reply_text,
    take_over,
)
from client.operations.records import add
from client.store import Store
from garage.calendar.times import EventTimes
from garage.errors import ValueRefused
from garage.records import kind_named
from garage.records.agenda import Attendee, Event

NOW = datetime(2026, 11, 1, tzinfo=UTC)
TIMES = EventTimes(
    start=datetime(2026, 12, 1, 10), end=datetime(2026, 12, 1, 11), zone="Europe/Berlin"
)


def message(method: str, *lines: str, uid: str = "tour@x") -> bytes:
    return "\r\n".join(
        ["BEGIN:VCALENDAR", "VERSION:2.0", f"METHOD:{method}", "BEGIN:VEVENT", f"UID:{uid}",
         "DTSTAMP:20261101T100000Z", "SUMMARY:Tour", *lines, "END:VEVENT", "END:VCALENDAR", ""]
    ).encode()  # fmt: skip


REQUEST = message(
    "REQUEST", "DTSTART:20261201T090000Z", "DTEND:20261201T100000Z", "SEQUENCE:2",
    "ORGANIZER;CN=Bob:mailto:bob@x.org", "ATTENDEE;RSVP=TRUE:mailto:Ann@x.org",
    "ATTENDEE;PARTSTAT=ACCEPTED:mailto:eve@x.org",
)  # fmt: skip


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "profile") as opened:
        yield opened


@pytest.fixture
def asked(store: Store) -> str:
    """The id of an event that Ann is asked to."""
    be_called(store, "ann@x.org")
    import_calendar(store, REQUEST)
    (event,) = store.read(lambda reader: reader.all(Event))
    return event.id


def guests(store: Store) -> dict[str, Attendee]:
    return {each.address: each for each in store.read(lambda reader: reader.all(Attendee))}


def test_an_invitation_waits_until_it_is_answered(store: Store, asked: str) -> None:
    (waiting,) = store.read(lambda reader: open_invitations(reader, NOW))
    assert (waiting.event.id, waiting.by, waiting.state) == (asked, "Bob", "needs_action")
    with pytest.raises(ValueRefused):
        store.read(lambda reader: reply_text(reader, asked))
    answer(store, asked, "accepted", "Gladly")
    assert store.read(lambda reader: open_invitations(reader, NOW)) == ()
    own = guests(store)["mailto:Ann@x.org"]
    assert (own.state, own.notes, own.rsvp) == ("accepted", "Gladly", False)
    assert own.answered is not None
    text = store.read(lambda reader: reply_text(reader, asked)).replace("\r\n ", "")
    assert "METHOD:REPLY" in text
    assert "PARTSTAT=ACCEPTED" in text
    assert "SEQUENCE:2" in text
    assert "eve@x.org" not in text
    store.undo()
    assert len(store.read(lambda reader: open_invitations(reader, NOW))) == 1


def test_what_is_over_or_called_off_waits_no_more(store: Store, asked: str) -> None:
    later = datetime(2027, 1, 1, tzinfo=UTC)
    assert store.read(lambda reader: open_invitations(reader, later)) == ()
    older = message("CANCEL", "ORGANIZER:mailto:bob@x.org", "SEQUENCE:1")
    assert receive(store, older).done == 0
    stranger = message("CANCEL", "ORGANIZER:mailto:mia@x.org", "SEQUENCE:9")
    assert receive(store, stranger).done == 0
    report = import_calendar(store, message("CANCEL", "ORGANIZER:mailto:bob@x.org", "SEQUENCE:3"))
    assert report.updated == 1
    assert store.read(lambda reader: reader.get(Event, asked)).status == "cancelled"
    assert store.read(lambda reader: open_invitations(reader, NOW)) == ()


def test_who_knows_an_identifier_changes_and_calls_off_nothing_of_ones_own(store: Store) -> None:
    be_called(store, "ann@x.org")
    import_calendar(store, message("PUBLISH", "DTSTART:20261201T090000Z"))
    (event,) = store.read(lambda reader: reader.all(Event))
    with pytest.raises(BadFile, match="an event of your own"):
        import_calendar(store, REQUEST)
    stranger = message("CANCEL", "ORGANIZER:mailto:bob@x.org", "SEQUENCE:9")
    assert receive(store, stranger).done == 0
    assert store.read(lambda reader: reader.all(Event)) == [event]
    # One's own program may: it names oneself.
    own = REQUEST.replace(b"ORGANIZER;CN=Bob:mailto:bob@x.org", b"ORGANIZER:mailto:Ann@x.org")
    assert import_calendar(store, own).updated == 1
    assert receive(store, message("CANCEL", "ORGANIZER:mailto:ann@x.org", "SEQUENCE:9")).done == 1


def test_another_organizer_of_the_same_event_is_said_before_it_is_taken(
    store: Store, asked: str
) -> None:
    taken = REQUEST.replace(b"CN=Bob:mailto:bob@x.org", b"CN=Mia:mailto:mia@x.org")
    report = import_calendar(store, taken.replace(b"SEQUENCE:2", b"SEQUENCE:3"), dry_run=True)
    assert report.updated == 1
    (doubt,) = report.doubts
    assert "another organizer: Mia, and not Bob" in doubt.message
    assert not import_calendar(store, REQUEST, dry_run=True).doubts


def test_nobody_answers_what_they_are_not_asked_to(store: Store) -> None:
    import_calendar(store, REQUEST)
    (event,) = store.read(lambda reader: reader.all(Event))
    with pytest.raises(BadRequest):
        answer(store, event.id, "accepted")
    assert store.read(lambda reader: invitation_to(reader, event.id)) is None


@pytest.fixture
def mine(store: Store) -> str:
    """The id of an event that Ann asks Bob to."""
    be_called(store, "ann@x.org")
    changes = add_event(store, {"title": "Tour", "times": TIMES})
    (event,) = store.read(lambda reader: reader.all(Event))
    add(
        store, kind_named("attendee"), {"event": event.id, "address": "mailto:bob@x.org"}
    )  # fmt: skip
    assert changes
    return event.id


def uid_of(store: Store, id_: str) -> str:
    return store.read(lambda reader: reader.get(Event, id_)).uid


def test_answers_come_as_files_and_change_no_more_than_the_guest(store: Store, mine: str) -> None:
    uid = uid_of(store, mine)
    yes = "ATTENDEE;PARTSTAT=ACCEPTED:mailto:BOB@x.org"
    report = import_calendar(store, message("REPLY", yes, uid=uid))
    assert (report.added, report.updated) == (0, 1)
    assert guests(store)["mailto:bob@x.org"].state == "accepted"
    assert store.read(lambda reader: reader.get(Event, mine)).times == TIMES
    with pytest.raises(BadFile):
        import_calendar(store, message("REPLY", yes, uid="nothing@x"))
    mia = "ATTENDEE;PARTSTAT=ACCEPTED;CN=Mia:mailto:mia@x.org"
    import_calendar(store, message("REPLY", mia, uid=uid))
    (wish,) = store.read(lambda reader: proposals_for(reader, mine))
    assert (wish.who, wish.times) == ("Mia", None)
    take_over(store, wish.attendee.id)
    assert not guests(store)["mailto:mia@x.org"].uninvited
    assert store.read(lambda reader: proposals_for(reader, mine)) == ()


def test_a_proposal_is_taken_over_or_left(store: Store, mine: str) -> None:
    uid = uid_of(store, mine)
    times = (
        "DTSTART;TZID=Europe/Berlin:20261202T150000",
        "DTEND;TZID=Europe/Berlin:20261202T160000",
    )
    counter = message("COUNTER", "ATTENDEE:mailto:bob@x.org", *times, "COMMENT:Later?", uid=uid)
    import_calendar(store, counter)
    (wish,) = store.read(lambda reader: proposals_for(reader, mine))
    assert wish.attendee.notes == "Later?"
    decline_proposal(store, wish.attendee.id)
    assert store.read(lambda reader: proposals_for(reader, mine)) == ()
    store.undo()
    take_over(store, wish.attendee.id)
    moved = store.read(lambda reader: reader.get(Event, mine))
    assert moved.times is not None
    assert moved.times.start == datetime(2026, 12, 2, 15)
    assert guests(store)["mailto:bob@x.org"].state == "accepted"
