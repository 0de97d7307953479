"""Invitations in the window: counted in the bar, answered from there and from the quick look."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from client.operations.agenda import Entry, agenda
from client.operations.calendar_import import import_calendar
from client.operations.events import Along, add_event
from client.operations.invitations import be_called, propose
from client.store import Store
from client.ui.calendar.calendar_page import CalendarPage
from client.ui.calendar.event_form import EventForm
from client.ui.calendar.invitation_deeds import ProposePopover
from client.ui.calendar.invitations_popover import InvitationsPopover
from client.ui.desk import Desk
from garage.calendar.times import EventTimes
from garage.moments import Moment
from garage.reading import Reading
from garage.records.agenda import Attendee, Event
from tests.client.operations.test_invitations import REQUEST
from tests.client.ui.calendar.conftest import BERLIN, TODAY

HERE = QRect(10, 10, 80, 40)


@pytest.fixture
def page(desk: Desk, store: Store, qtbot: QtBot, settled: Callable[[], None]) -> CalendarPage:
    be_called(store, "ann@x.org")
    import_calendar(store, REQUEST)
    made = CalendarPage(desk)
    qtbot.addWidget(made)
    made.resize(1200, 800)
    made.show()
    settled()
    return made


def own(store: Store) -> Attendee:
    found = store.read(lambda reader: reader.all(Attendee))
    return next(each for each in found if each.address == "mailto:Ann@x.org")


def test_what_waits_is_counted_listed_and_answered_from_the_bar(
    page: CalendarPage, store: Store, settled: Callable[[], None], qtbot: QtBot
) -> None:
    button = page.bar.invitations
    assert (button.isVisible(), button.accessibleName()) == (True, "1 invitation")
    (entry,) = store.read(
        lambda reader: agenda(
            reader, datetime(2026, 12, 1).date(), datetime(2026, 12, 2).date(), BERLIN, today=TODAY
        )
    )
    assert entry.asked
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    popover = page.findChild(InvitationsPopover) or page.window().findChild(InvitationsPopover)
    assert popover is not None
    assert [each.accessibleName() for each in popover.buttons] == [
        "Accept: Tour", "Maybe: Tour", "Decline: Tour",
    ]  # fmt: skip
    popover.buttons[0].click()
    settled()
    assert own(store).state == "accepted"
    assert not button.isVisible()


def test_the_quick_look_answers_and_proposes(
    page: CalendarPage, store: Store, desk: Desk, settled: Callable[[], None]
) -> None:
    (event,) = store.read(lambda reader: reader.all(Event))
    (entry,) = store.read(
        lambda reader: agenda(
            reader, datetime(2026, 12, 1).date(), datetime(2026, 12, 2).date(), BERLIN, today=TODAY
        )
    )
    page.events.look(page, entry, HERE)
    settled()
    look = page.events.look_shown
    assert look is not None
    assert look.answers is not None
    assert "Bob" in look.answers.words.text()
    assert not look.answers.reply.isVisible()
    look.answers.propose.click()
    popover = page.window().findChild(ProposePopover)
    assert popover is not None
    popover.field.set_text("whenever")
    popover.send.click()
    settled()
    assert own(store).proposed is None
    popover.field.set_text("2 December 15:00")
    popover.comment.set_text("Later?")
    popover.send.click()
    settled()
    guest = own(store)
    assert guest.proposed is not None
    assert guest.proposed.start == datetime(2026, 12, 2, 15)
    assert (guest.state, guest.notes) == ("tentative", "Later?")
    page.events.look(page, entry, HERE)
    settled()
    look = page.events.look_shown
    assert look is not None
    assert look.answers is not None
    assert "another time" in look.answers.words.text()
    look.answers.buttons["declined"].click()
    settled()
    assert own(store).state == "declined"
    assert event.times is not None


def test_the_form_answers_proposes_and_keeps_what_is_typed(
    page: CalendarPage, store: Store, settled: Callable[[], None]
) -> None:
    (event,) = store.read(lambda reader: reader.all(Event))
    page.events.edit(_entry(store, 12, 1))
    settled()
    form = page.window().findChild(EventForm)
    assert form is not None
    settled()
    part = form.answers.part
    assert part.isVisible()
    assert part.words.text() == "Bob asks you, and waits for an answer."
    form.entries["place"].set_text("At the hall")
    # Tab goes from the title to the answers, which stand below it.
    form.entries["title"].setFocus()
    QTest.keyClick(form.focusWidget(), Qt.Key.Key_Tab)
    assert form.focusWidget() is part.buttons["accepted"]
    QTest.keyClick(form.focusWidget(), Qt.Key.Key_Return)
    settled()
    assert own(store).state == "accepted"
    assert part.words.text() == "Bob asks you; you come."
    assert part.buttons["accepted"].accessibleDescription() == "your answer"
    rows = form.attendees
    assert rows.counts.text() == "Accepted: 2"
    mine = next(row for row in rows.guests if "Ann" in row.who.text())
    assert mine.answer.value() == "accepted"
    assert mine.note.startswith("Answered on ")
    assert not mine.answer.isEnabled()
    assert not rows.is_changed
    part.propose.click()
    popover = form.findChild(ProposePopover)
    assert popover is not None
    popover.field.set_text("2 December 15:00")
    popover.comment.set_text("Later?")
    popover.send.click()
    settled()
    assert (own(store).state, own(store).notes) == ("tentative", "Later?")
    assert mine.note.startswith("Proposes Wed 2 December, 15:00 – 16:00")
    assert mine.note.endswith("“Later?”")
    assert rows.counts.text() == "Accepted: 1 · Maybe: 1"
    form.save()
    settled()
    assert store.read(lambda reader: reader.get(Event, event.id)).place == "At the hall"
    assert own(store).state == "tentative"


def test_of_ones_own_event_the_form_says_what_each_guest_answered(
    page: CalendarPage, store: Store, settled: Callable[[], None]
) -> None:
    times = EventTimes(
        start=datetime(2026, 11, 19, 8), end=datetime(2026, 11, 19, 9), zone="Europe/Berlin"
    )
    heard = Moment(date(2026, 11, 12), time(9), 0)
    guests = [
        {"name": "Mia", "state": "declined", "notes": "In Rome.", "answered": heard},
        {"name": "Karl"},
    ]
    along = [Along("attendee", values=guest) for guest in guests]
    add_event(store, {"title": "Ride", "times": times}, along)
    page.events.edit(_entry(store, 11, 19))
    settled()
    form = page.window().findChild(EventForm)
    assert form is not None
    settled()
    assert not form.answers.part.isVisible()
    notes = {row.who.text(): row.note for row in form.attendees.guests}
    assert notes == {"Mia": "Answered on 12 Nov 2026 · “In Rome.”", "Karl": ""}
    assert form.attendees.counts.text() == "Not answered: 1 · Declined: 1"
    assert all(row.answer.isEnabled() for row in form.attendees.guests)


def _entry(store: Store, month: int, day: int) -> Entry:
    first = date(2026, month, day)
    (found,) = store.read(
        lambda reader: agenda(reader, first, first + timedelta(days=1), BERLIN, today=TODAY)
    )
    return found


def test_who_asked_takes_a_proposal_over(
    page: CalendarPage, store: Store, settled: Callable[[], None]
) -> None:
    times = EventTimes(
        start=datetime(2026, 11, 19, 8), end=datetime(2026, 11, 19, 9), zone="Europe/Berlin"
    )
    wanted = EventTimes(
        start=datetime(2026, 11, 20, 8), end=datetime(2026, 11, 20, 9), zone="Europe/Berlin"
    )
    guest = {"address": "mailto:mia@x.org", "name": "Mia", "proposed": wanted}
    add_event(store, {"title": "Ride", "times": times}, [Along("attendee", values=guest)])
    (entry,) = store.read(
        lambda reader: agenda(
            reader, datetime(2026, 11, 19).date(), datetime(2026, 11, 20).date(), BERLIN,
            today=TODAY,
        )
    )  # fmt: skip
    assert not entry.asked
    page.events.look(page, entry, HERE)
    settled()
    look = page.events.look_shown
    assert look is not None
    assert look.answers is None
    assert look.wishes is not None
    look.wishes.buttons[0].click()
    settled()
    moved = store.read(lambda reader: reader.get(Event, entry.id))
    assert moved.times == wanted


def test_another_time_is_as_long_as_the_event(page: CalendarPage, store: Store) -> None:
    (event,) = store.read(lambda reader: reader.all(Event))
    reading = Reading(date_order="DMY", today=TODAY)
    propose(store, event.id, "3 December 9:00", reading, BERLIN)
    proposed = own(store).proposed
    assert proposed is not None
    assert proposed.end == datetime(2026, 12, 3, 10)
