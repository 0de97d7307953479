"""Photos that nothing names are removed after long; never one that anything still names."""

from __future__ import annotations

import os
from datetime import date, timedelta
from pathlib import Path

import pytest
from PIL import Image

from client.operations import records
from client.operations.covers import choose_cover, cover_path, remove_cover
from client.operations.unused_pictures import (
    KEPT_DAYS,
    Unused,
    tidy_pictures,
    unused_pictures,
)
from client.store import Store
from client.store.schema import HISTORY, KEPT, PUSH
from garage.records import Vehicle, kind_named
from tests.client.store.making import only

TODAY = date(2026, 11, 18)
LATER = TODAY + timedelta(days=KEPT_DAYS)


@pytest.fixture
def store(tmp_path: Path):
    with Store(tmp_path / "profile") as opened:
        yield opened


@pytest.fixture
def herbie(store: Store) -> str:
    return only(records.add(store, kind_named("vehicle"), {"name": "Herbie"}))


def choose(store: Store, vehicle: str, colour: str) -> Path:
    """A photo of one colour, chosen long ago; gives its file."""
    path = store.folder.parent / f"{colour}.png"
    Image.new("RGB", (60, 40), colour).save(path)
    choose_cover(store, vehicle, path)
    picture = store.read(lambda reader: reader.get(Vehicle, vehicle).picture)
    kept = cover_path(store.folder, picture)
    assert kept is not None
    os.utime(kept, (0, 0))
    return kept


def forget(store: Store, *, history: bool = True) -> None:
    """As after an erasure for good: no row, no history, nothing to send names the photos."""

    def work(transaction) -> None:
        ask = transaction.connection.exec_driver_sql
        for table in ("k_vehicle", "pending", "confirmed", *(["history"] if history else [])):
            ask(f"DELETE FROM {table}")

    store.layered(work)


def test_a_photo_goes_after_thirty_days_without_a_name(store: Store, herbie: str) -> None:
    red = choose(store, herbie, "red")
    forget(store)
    assert tidy_pictures(store, TODAY) == Unused(1, red.stat().st_size, 0)
    assert store.read(lambda r: unused_pictures(r, store.folder)).waiting == 1
    assert tidy_pictures(store, LATER - timedelta(days=1)).removed == 0
    assert red.exists()
    assert tidy_pictures(store, LATER) == Unused(0, 0, 1)
    assert not red.exists()
    assert store.read(lambda r: unused_pictures(r, store.folder)) == Unused()


def test_what_trash_history_undo_and_edits_name_stays(store: Store, herbie: str) -> None:
    red, blue = choose(store, herbie, "red"), choose(store, herbie, "blue")
    remove_cover(store, herbie)
    records.delete(store, [herbie])
    tidy_pictures(store, TODAY)
    assert tidy_pictures(store, LATER) == Unused()
    for _ in range(4):
        records.undo(store)
    assert tidy_pictures(store, LATER + timedelta(days=90)) == Unused()
    assert red.exists()
    assert blue.exists()


@pytest.mark.parametrize("table", [HISTORY, KEPT])
def test_one_that_is_named_again_begins_anew(store: Store, herbie: str, table) -> None:
    red = choose(store, herbie, "red")
    forget(store)
    tidy_pictures(store, TODAY)
    said = f'{{"picture":"photo:{red.stem}"}}'
    values = dict.fromkeys((c.name for c in table.c if not c.primary_key and not c.nullable), "1")
    column = "value" if table is HISTORY else "fields"
    store.layered(lambda t: t.connection.execute(table.insert().values({**values, column: said})))
    assert tidy_pictures(store, LATER) == Unused()
    store.layered(lambda t: t.connection.execute(table.delete()))
    assert tidy_pictures(store, LATER + timedelta(days=1)).waiting == 1
    assert red.exists()


def test_a_backup_that_names_it_keeps_it_and_one_that_cannot_be_read_keeps_all(
    store: Store, herbie: str
) -> None:
    red = choose(store, herbie, "red")
    backup = store.daily_backup(TODAY)
    assert backup is not None
    forget(store)
    tidy_pictures(store, TODAY)
    assert tidy_pictures(store, LATER) == Unused()
    backup.write_bytes(b"not a database" * 100)
    with pytest.raises(Exception, match="not a database"):
        tidy_pictures(store, LATER)
    assert red.exists()
    backup.unlink()
    tidy_pictures(store, LATER)
    assert tidy_pictures(store, LATER + timedelta(days=KEPT_DAYS)).removed == 1


def test_a_garage_that_a_backup_replaced_keeps_its_photos_and_a_damaged_one_hinders_nothing(
    store: Store, herbie: str
) -> None:
    red = choose(store, herbie, "red")
    replaced = store.folder / "paddock.before-restore-1.sqlite"
    store.backup(replaced)
    forget(store)
    tidy_pictures(store, TODAY)
    assert tidy_pictures(store, LATER) == Unused()
    replaced.write_bytes(b"not a database" * 100)
    tidy_pictures(store, LATER)
    assert tidy_pictures(store, LATER + timedelta(days=KEPT_DAYS)).removed == 1
    assert not red.exists()


def test_what_a_damaged_garage_names_stays_as_far_as_it_can_be_read(
    store: Store, herbie: str
) -> None:
    red = choose(store, herbie, "red")
    replaced = store.folder / "paddock.before-restore-1.sqlite"
    store.backup(replaced)
    forget(store)
    whole = replaced.read_bytes()
    replaced.write_bytes(b"damaged " * 16 + whole[128:])
    tidy_pictures(store, TODAY)
    assert tidy_pictures(store, LATER) == Unused()
    assert red.exists()


def test_while_a_push_is_on_its_way_or_it_was_just_chosen_it_stays(
    store: Store, herbie: str
) -> None:
    red = choose(store, herbie, "red")
    forget(store)
    tidy_pictures(store, TODAY)
    store.layered(lambda t: t.connection.execute(PUSH.insert().values(number=1, body=b"")))
    assert tidy_pictures(store, LATER).waiting == 1
    store.layered(lambda t: t.connection.execute(PUSH.delete()))
    os.utime(red)
    assert tidy_pictures(store, LATER).waiting == 1
    (store.folder / "pictures" / "holiday.jpg").write_bytes(b"not ours")
    os.utime(red, (0, 0))
    assert tidy_pictures(store, LATER) == Unused(0, 0, 1)
    assert (store.folder / "pictures" / "holiday.jpg").exists()
