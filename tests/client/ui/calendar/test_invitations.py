"""Invitations in the window: counted in the bar, answered from there and from the quick look."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest
from PySide6.QtCore import QRect, Qt
from pytestqt.qtbot import QtBot

from client.operations.agenda import agenda
from client.operations.calendar_import import import_calendar
from client.operations.events import Along, add_event
from client.operations.invitations import be_called, propose
from client.store import Store
from client.ui.calendar.calendar_page import CalendarPage
from client.ui.calendar.invitation_deeds import ProposePopover
from client.ui.calendar.invitations_popover import InvitationsPopover
from client.ui.desk import Desk
from garage.calendar.times import EventTimes
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
