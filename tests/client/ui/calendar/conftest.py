"""A person in Berlin on 18 November 2026, and a page for what is opened there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from client.operations.calendars import add_calendar
from client.store import Store
from client.ui.calendar.event_deeds import EventDeeds
from client.ui.desk import Desk
from client.ui.forms.written import Habits
from client.ui.vehicles.shown import Shown
from garage.reading import Reading
from garage.regions import Preferences

TODAY = date(2026, 11, 18)
BERLIN = ZoneInfo("Europe/Berlin")


@pytest.fixture
def person() -> dict[str, str]:
    return {"region": "IE", "currency": "EUR", "zone": "Europe/Berlin"}


@pytest.fixture
def clock() -> Callable[[], datetime]:
    """10:42 in Berlin."""
    return lambda: datetime(2026, 11, 18, 9, 42, tzinfo=UTC)


@pytest.fixture
def habits() -> Habits:
    """How the person reads and writes."""
    prefs = Preferences.for_region("IE")
    return Habits(Reading.of(prefs, zone=BERLIN, today=TODAY), Shown(prefs, TODAY))


@pytest.fixture
def family(store: Store) -> str:
    """A calendar."""
    return add_calendar(store, {"name": "Family", "colour": "royalblue"}).ids[0]


@pytest.fixture
def page(qtbot: QtBot) -> QWidget:
    """What forms and popovers stand over."""
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(1_000, 800)
    made.show()
    return made


@pytest.fixture
def deeds(desk: Desk, page: QWidget) -> EventDeeds:
    """What is done with events over that page."""
    return EventDeeds(desk, page)
