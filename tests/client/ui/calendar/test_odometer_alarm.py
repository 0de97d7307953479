"""An alarm that waits for an odometer, from the form to the card that tells it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtTest import QTest

from client.operations.alarm_told import AlarmTold
from client.operations.alarms import alarms_now, finish_alarm
from client.operations.records import add
from client.store import Store
from client.ui.calendar.alarm_cards import title_of, when_of
from client.ui.calendar.alarm_row import AlarmRow
from client.ui.calendar.event_deeds import EventDeeds
from client.ui.desk import Desk
from garage.records import kind_named
from garage.units import Quantity
from tests.client.ui.calendar.conftest import BERLIN

MADE = 1_793_500_000_000  # in the night to 1 November 2026


@pytest.fixture
def store(tmp_path: Path, person: dict[str, str]) -> Iterator[Store]:
    with Store(tmp_path / "profile", lambda: MADE) as opened:
        opened.set_settings(person)
        yield opened


def test_an_odometer_set_in_the_form_rings_once_the_vehicle_passes_it(
    store: Store, desk: Desk, deeds: EventDeeds, settled: Callable[[], None]
) -> None:
    car = add(store, kind_named("vehicle"), {"name": "Golf"}).ids[0]

    def drive(reading: str, day: int) -> None:
        values = {"vehicle": car, "date": date(2026, 11, day), "odometer": Quantity(reading, "km")}
        add(store, kind_named("odometer_reading"), values)

    def told() -> tuple[AlarmTold, ...]:
        now = desk.now()
        found = store.read(lambda r: alarms_now(r, now, BERLIN, timedelta(days=1)))
        return found.told

    drive("89600", 10)
    form = deeds.new(datetime(2026, 11, 25, 9), datetime(2026, 11, 25, 10), all_day=False)
    settled()
    form.entries["title"].set_text("Timing belt")
    row = form.alarms.add_row()
    assert isinstance(row, AlarmRow)
    at = row.when.findText("when the odometer passes…")
    row.when.setCurrentIndex(at)
    row.when.activated.emit(at)
    row.odometer.setText("89,000 km")
    form.save()
    assert form.isVisible()
    assert row.wrong.startswith("The event has no vehicle")
    QTest.keyClicks(form.entries["vehicle"].typed, "Golf")
    settled()
    assert row.asked == "Golf has 89,600 km already: this goes off at once."
    row.odometer.setText("90,000 km")
    form.save()
    settled()
    assert told() == ()
    drive("90100", 17)
    (ring,) = told()
    assert title_of(ring) == "Timing belt"
    assert when_of(ring, desk.preferences).startswith("The odometer passed 90,000 km · Wed 25")
    finish_alarm(store, ring, desk.now())
    drive("90200", 18)
    assert told() == ()
