"""The whole window over a small garage that has something in every corner, and a person at it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from client.app.pages import PAGES
from client.store import Store
from client.ui.desk import Desk
from client.ui.shell.shell import Shell
from client.ui.theme import Scheme, apply
from garage.moments import Moment
from garage.money import Money
from garage.units import Quantity
from tests.client.hands.person import Person
from tests.client.ui.operations import Garage

KEPT = {"name": "Jonas", "region": "IE", "zone": "UTC", "language": "en"}
SIZE = (1440, 900)
FILLS = (("2026-09-04", 15_200), ("2026-10-02", 15_900), ("2026-11-06", 16_600))


@pytest.fixture
def store(tmp_path) -> Iterator[Store]:
    """Herbie with one of each thing, and an Octavia that is driven."""
    with Store(tmp_path / "profile") as opened:
        opened.set_settings(KEPT)
        furnish(Garage(opened, tmp_path))
        yield opened


@pytest.fixture
def person(store: Store, qapp: QApplication, qtbot: QtBot) -> Iterator[Person]:
    """Somebody before the window, on 18 November 2026."""
    apply(qapp, Scheme.LIGHT)
    desk = Desk(store, KEPT, lambda: datetime(2026, 11, 18, 10, tzinfo=UTC))
    shell = Shell(desk, PAGES)
    qtbot.addWidget(shell)
    shell.resize(*SIZE)
    shell.show()
    qtbot.waitExposed(shell)
    shell.begin()
    made = Person(shell, qtbot)
    made.settle()
    yield made
    desk.stop()
    desk.close()


def furnish(garage: Garage) -> None:
    """What a garage has after a year, beside one of each."""
    octavia = garage.put("vehicle", name="Octavia", plate="M JL 2016", energies=("diesel",),
                         tank=Quantity("50", "L"), group=garage.group)  # fmt: skip
    for day, odometer in FILLS:
        garage.put("fill_up", vehicle=octavia, date=moment(day),
                   odometer=Quantity(str(odometer), "km"), volume=Quantity("42.10", "L"),
                   total=Money("67.36", "EUR"), full=True, station="Shell Pasing")  # fmt: skip
    for title, day, total in (("Oil and filter", "2026-05-04", "189.00"),
                              ("Brake fluid", "2026-08-20", "75.00")):  # fmt: skip
        garage.put("service", vehicle=octavia, title=title, date=moment(day),
                   total=Money(total, "EUR"), supplier="Huber")  # fmt: skip
    garage.put("reminder", vehicle=octavia, title="Road tax", due=date(2026, 11, 30))
    garage.put("reminder", vehicle=octavia, title="Wipers", due=date(2027, 2, 1))
    garage.put("expense", vehicle=octavia, title="Car wash", date=moment("2026-11-02"),
               total=Money("12.00", "EUR"))  # fmt: skip
    garage.put("part", name="Oil filter", vehicle=octavia)
    for title, state in (("Roof box", "backlog"), ("Dash cam", "planned")):
        garage.put("plan_item", vehicle=octavia, title=title, state=state)


def moment(day: str, hour: int = 8) -> Moment:
    """A day, in the morning."""
    return Moment(date.fromisoformat(day), time(hour))
