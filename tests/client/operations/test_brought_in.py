"""What was due before a garage was brought in does not ring; what becomes due afterwards does."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from client.operations import records
from client.operations.alarm_told import AlarmTold
from client.operations.alarms import alarms_now
from client.operations.exporting import export_garage
from client.operations.restoring import restore_archive
from client.operations.sample import make_sample_garage
from client.store import NewRow, Store
from client.store.layers import Envelope, confirm
from garage.moments import Moment
from garage.records import kind_named
from garage.units import Quantity
from tests.client.store.making import Clock, only, open_store, stamp
from tests.garage.records.values import fixed_id

BERLIN = ZoneInfo("Europe/Berlin")
HERE = datetime(2026, 11, 18, 10, tzinfo=BERLIN)
A_DAY = timedelta(days=1)


def clock_at(moment: datetime) -> Clock:
    return Clock(now=int(moment.timestamp() * 1000))


def told(store: Store, now: datetime) -> list[AlarmTold]:
    return list(store.read(lambda r: alarms_now(r, now, BERLIN, A_DAY)).told)


def titles(store: Store, now: datetime) -> list[str]:
    return [each.title for each in told(store, now)]


def test_a_new_sample_garage_is_quiet_until_something_becomes_due(tmp_path: Path) -> None:
    with open_store(tmp_path, clock_at(HERE)) as store:
        make_sample_garage(store, HERE.date(), BERLIN)
        store.catch_up()
        assert told(store, HERE + timedelta(minutes=1)) == []
        rang = [each for days in range(1, 30) for each in told(store, HERE + days * A_DAY)]
    assert "Winter tyres" in {each.title for each in rang}
    assert min(each.at for each in rang) > HERE


def rows() -> list[NewRow]:
    """A log book as it comes in: its ids do not tell when they came."""

    def row(number: int, kind: str, **values: object) -> NewRow:
        found = kind_named(kind)
        return NewRow.of(found, fixed_id(number), found.complete(values))

    car = fixed_id(1)
    kilometres = Quantity("90000", "km")
    return [
        row(1, "vehicle", name="Golf"),
        row(2, "odometer_reading", vehicle=car, date=Moment.parse("2026-11-10"),
            odometer=Quantity("90100", "km")),
        row(3, "reminder", vehicle=car, title="Oil", due_odometer=kilometres),
        row(4, "reminder", vehicle=car, title="Belt", due_odometer=Quantity("90200", "km")),
        row(5, "reminder", vehicle=car, title="Tax", due=date(2026, 11, 16)),
        row(6, "reminder", vehicle=car, title="Tyres", due=date(2026, 11, 20)),
    ]  # fmt: skip


def bring_in(store: Store) -> None:
    batch = store.begin_batch("log.csv")
    store.land(batch, rows())
    store.complete_batch(batch, "import")


def test_of_an_import_only_what_becomes_due_afterwards_rings(tmp_path: Path) -> None:
    with open_store(tmp_path, clock_at(HERE)) as store:
        bring_in(store)
        assert titles(store, HERE + A_DAY) == []
        assert titles(store, HERE + 2 * A_DAY) == ["Tyres"]
        reading = {
            "vehicle": fixed_id(1),
            "date": "2026-11-20",
            "odometer": Quantity("90300", "km"),
        }
        only(records.add(store, kind_named("odometer_reading"), reading))
        # The belt's odometer was passed here; that of the oil before it came.
        assert set(titles(store, HERE + 2 * A_DAY)) == {"Tyres", "Belt"}


def test_a_garage_taken_in_whole_is_quiet_about_what_is_past(tmp_path: Path) -> None:
    archive = tmp_path / "garage.zip"
    with open_store(tmp_path / "old", clock_at(HERE - 30 * A_DAY)) as old:
        car = only(records.add(old, kind_named("vehicle"), {"name": "Golf"}))
        for title, due in (("Tax", "2026-11-16"), ("Tyres", "2026-11-20")):
            values = {"vehicle": car, "title": title, "due": due}
            records.add(old, kind_named("reminder"), values)
        assert titles(old, HERE) == ["Tax"]
        export_garage(old, archive, "zip", Moment(HERE.date()))
    with open_store(tmp_path / "new", clock_at(HERE)) as new:
        restore_archive(new, archive)
        assert titles(new, HERE) == []
        assert titles(new, HERE + 2 * A_DAY) == ["Tyres"]


@pytest.mark.parametrize(("written", "rings"), [(HERE - 9 * A_DAY, True), (HERE, False)])
def test_what_was_imported_on_another_device_rings_if_it_was_there_in_time(
    tmp_path: Path, written: datetime, rings: bool
) -> None:
    at = stamp(int(written.timestamp() * 1000))
    with open_store(tmp_path, clock_at(HERE)) as store:
        car = only(records.add(store, kind_named("vehicle"), {"name": "Golf"}))
        space, _ = store.read(lambda reader: reader.home())
        fields = {"vehicle": car, "title": "Tax", "due": "2026-11-16"}
        envelope = Envelope(space, fixed_id(7), "reminder", fields, {"": at})
        store.layered(lambda transaction: confirm(transaction, envelope))
        assert bool(told(store, HERE)) is rings
