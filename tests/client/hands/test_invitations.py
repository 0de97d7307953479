"""What one is asked to, and what guests of one's own event want, by either hand."""

from __future__ import annotations

import pytest

from client.operations.calendar_import import import_calendar
from client.operations.invitations import be_called
from client.operations.records import add
from garage.records import kind_named
from garage.records.agenda import Attendee, Event
from tests.client.operations.test_invitations import REQUEST, message


@pytest.fixture
def asked(store):
    """Ann is asked to a tour on the first of December."""
    be_called(store, "ann@x.org")
    import_calendar(store, REQUEST)


@pytest.fixture
def wished(store):
    """Bob, a guest of the dentist's, would rather come in the afternoon."""
    be_called(store, "ann@x.org")
    (event,) = store.read(lambda reader: reader.all(Event))
    add(store, kind_named("attendee"), {"event": event.id, "address": "mailto:bob@x.org"})
    times = ("DTSTART:20261118T150000Z", "DTEND:20261118T160000Z")
    counter = message("COUNTER", "ATTENDEE:mailto:bob@x.org", *times, uid=event.uid)
    import_calendar(store, counter)


def own(store):
    found = store.read(lambda reader: reader.all(Attendee))
    return next(each for each in found if each.address == "mailto:Ann@x.org")


def begins(person):
    return person.only("event", title="Dentist").times.start.hour


def to_the_tour(person):
    """By keys to the week of the tour, to its day, and past what is due on it."""
    person.press("PgDown", "PgDown", "Right", "Down")
    assert person.at.startswith("Tour"), person.at


def test_an_invitation_is_answered_and_another_time_proposed_by_keys(asked, person, store):
    person.press("Ctrl+2")
    person.go_to("1 invitation")
    person.press("Return")
    assert person.at == "Accept: Tour"
    person.press("Return")
    assert own(store).state == "accepted"
    # The button is gone, and the keyboard is in the calendar.
    assert person.shell.page.view.canvas.hasFocus()
    person.undo()
    assert own(store).state == ""
    to_the_tour(person)
    person.press("Return")
    person.go_to("Propose another time")
    person.press("Return")
    person.type("2 December 15:00")
    person.press("Return")
    assert own(store).proposed is not None
    person.undo()
    assert (own(store).proposed, own(store).state) == (None, "")
    person.press("Escape")


def test_an_invitation_is_answered_and_another_time_proposed_by_the_mouse(asked, person, store):
    person.click("Calendar")
    person.click("1 invitation")
    person.click("Decline: Tour")
    assert own(store).state == "declined"
    person.click("Undo")
    assert own(store).state == ""
    person.click("1 invitation")
    person.click("Tour")
    seen = person.shell.page.view.canvas
    (tour,) = [each for each in person.shell.page.read.entries if each.title == "Tour"]
    person.click(seen.viewport(), seen.places.rect_of(tour).center().toPoint())
    person.click("Propose another time")
    person.click("When")
    person.type("2 December 15:00")
    person.click("Propose")
    assert own(store).proposed is not None
    person.click("Undo")
    assert own(store).proposed is None


def test_what_a_guest_wants_is_taken_over_or_left_by_keys(wished, person, store):
    before = begins(person)
    person.press("Ctrl+2", "Right", "Left")
    assert person.at.startswith("Dentist")
    person.press("Return")
    person.go_to("Take over")
    person.press("Return")
    assert begins(person) != before
    person.undo()
    assert begins(person) == before
    person.press("Right", "Left", "Return")
    person.go_to("Decline")
    person.press("Return")
    (guest,) = person.records("attendee")
    assert guest.proposed is None
    person.undo()
    (guest,) = person.records("attendee")
    assert guest.proposed is not None


def test_what_a_guest_wants_is_taken_over_or_left_by_the_mouse(wished, person, store):
    before = begins(person)
    person.click("Calendar")
    for words, moved in (("Decline", False), ("Take over", True)):
        seen = person.shell.page.view.canvas
        (entry,) = [each for each in person.shell.page.read.entries if each.kind == "event"]
        person.click(seen.viewport(), seen.places.rect_of(entry).center().toPoint())
        person.click(words)
        (guest,) = person.records("attendee")
        assert guest.proposed is None
        assert (begins(person) != before) is moved
        person.click("Undo")
        assert begins(person) == before
