"""A person in Berlin on 18 November 2026, an empty store and a desk over it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from client.store import Store
from client.ui.desk import Desk
from client.ui.forms.written import Habits
from client.ui.theme import Scheme, apply
from client.ui.vehicles.shown import Shown
from garage.reading import Reading
from garage.regions import Preferences
from tests.client.ui.waiting import settle

TODAY = date(2026, 11, 18)
BERLIN = ZoneInfo("Europe/Berlin")
SETTINGS = {"region": "IE", "currency": "EUR", "zone": "Europe/Berlin"}


@pytest.fixture(autouse=True)
def light(qapp: QApplication) -> None:
    """The light scheme on the one application."""
    apply(qapp, Scheme.LIGHT)


@pytest.fixture
def habits() -> Habits:
    """How the person reads and writes."""
    prefs = Preferences.for_region("IE")
    return Habits(Reading.of(prefs, zone=BERLIN, today=TODAY), Shown(prefs, TODAY))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty garage."""
    with Store(tmp_path / "profile") as opened:
        opened.set_settings(SETTINGS)
        yield opened


@pytest.fixture
def desk(store: Store, qtbot: QtBot) -> Iterator[Desk]:
    """A desk at 10:42 in Berlin."""
    made = Desk(store, SETTINGS, clock=lambda: datetime(2026, 11, 18, 9, 42, tzinfo=UTC))
    yield made
    made.stop()
    made.close()


@pytest.fixture
def settled(desk: Desk, qtbot: QtBot) -> Callable[[], None]:
    """Wait until all that the desk was asked for is done and told."""
    return lambda: settle(qtbot, desk)
