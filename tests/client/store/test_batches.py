"""Bulk writes show all at once or never, whoever is looking and whatever stops them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import text

from client.errors import BadRequest, NotFound, StoreLocked
from client.store import Query, Store
from client.store.batches import abandoned, remove_slice
from client.store.schema import BATCH
from garage.records import Vehicle
from tests.client.store import making
from tests.client.store.making import VEHICLE, found, names, open_store

IMPORTER = """
import sys
from pathlib import Path
from client.store import Store
from tests.client.store.making import vehicle_rows
store = Store(Path(sys.argv[1]))
batch = store.begin_batch("cars.csv")
store.land(batch, vehicle_rows(5))
print("landed", flush=True)
if sys.stdin.readline().strip() == "finish":
    store.complete_batch(batch, "import")
    store.close()
    print("done", flush=True)
"""


def left_over(store: Store) -> tuple[int, int, int]:
    """How many rows, index entries and batches there are, shown or not."""

    def count(table: str) -> int:
        sql = text(f"SELECT count(*) FROM {table}")
        return int(store.read(lambda reader: reader.connection.execute(sql).scalar_one()))

    return count("k_vehicle"), count("search"), count(BATCH.name)


def test_a_batch_is_invisible_until_it_is_complete(store: Store) -> None:
    batch = store.begin_batch("cars.csv")
    for first in (1, 3):
        store.land(batch, making.vehicle_rows(2, first))
        assert names(store) == []
        assert found(store, "car") == set()
        assert store.read(lambda reader: reader.count(VEHICLE)) == 0
        assert store.read(lambda reader: reader.count(VEHICLE, Query(deleted=True))) == 0
        with pytest.raises(NotFound):
            store.read(lambda reader: reader.get(Vehicle, making.fixed_id(1)))
    changes = store.complete_batch(batch, "import")
    assert names(store) == ["Car 1", "Car 2", "Car 3", "Car 4"]
    assert len(found(store, "car")) == 4
    assert changes.touched == {"vehicle": frozenset()}
    assert making.vehicle(store, making.fixed_id(1)).batch == batch.number


def test_a_batch_that_is_given_up_leaves_nothing(store: Store) -> None:
    making.add_vehicle(store, "Mine")
    batch = store.begin_batch("cars.csv")
    store.land(batch, making.vehicle_rows(50))
    store.give_up_batch(batch)
    assert left_over(store) == (1, 1, 0)
    assert store.read(lambda reader: reader.waiting()) == 1
    making.import_vehicles(store, 1)
    assert names(store) == ["Car 1", "Mine"]


def test_a_batch_is_completed_once(store: Store) -> None:
    batch = store.begin_batch("cars.csv")
    store.land(batch, making.vehicle_rows(1))
    store.complete_batch(batch, "import")
    again = store.begin_batch("again")
    with pytest.raises(BadRequest):
        store.complete_batch(batch, "import")
    assert names(store) == ["Car 1"]
    assert again.number != batch.number


def test_only_one_import_runs_at_a_time(store: Store, tmp_path: Path) -> None:
    batch = store.begin_batch("cars.csv")
    with pytest.raises(StoreLocked):
        store.begin_batch("more.csv")
    with open_store(tmp_path / "profile") as other, pytest.raises(StoreLocked):
        other.begin_batch("more.csv")
    store.give_up_batch(batch)
    making.import_vehicles(store, 1)


def test_an_abandoned_batch_is_removed_at_the_next_start(tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        making.add_vehicle(store, "Mine")
        store.land(store.begin_batch("cars.csv"), making.vehicle_rows(2_100))
        store.batch_lock.release()
    with open_store(tmp_path) as store:
        assert left_over(store) == (1, 1, 0)
        assert names(store) == ["Mine"]


def test_a_batch_that_completed_meanwhile_is_not_taken_for_abandoned(store: Store) -> None:
    batch = store.begin_batch("cars.csv")
    store.land(batch, making.vehicle_rows(3))
    assert store.read(lambda reader: abandoned(reader.connection)) == [batch.number]
    store.complete_batch(batch, "import")
    # Whoever looked before takes away what it saw.
    assert not store.layered(lambda transaction: remove_slice(transaction, batch.number))
    assert names(store) == ["Car 1", "Car 2", "Car 3"]
    assert left_over(store) == (3, 3, 1)


def test_a_batch_that_was_taken_for_abandoned_shows_nothing_more(
    store: Store, tmp_path: Path
) -> None:
    mine = store.begin_batch("mine.csv")
    store.land(mine, making.vehicle_rows(3))
    store.batch_lock.release()  # as when somebody tidies the lock's file away
    with open_store(tmp_path / "profile") as other:
        theirs = other.begin_batch("theirs.csv")
        other.land(theirs, making.vehicle_rows(2, 10))
        for late in (
            lambda: store.land(mine, making.vehicle_rows(3, 20)),
            lambda: store.complete_batch(mine, "import"),
        ):
            with pytest.raises(BadRequest, match="start it again"):
                late()
            assert names(store) == []
        other.complete_batch(theirs, "import")
    assert names(store) == ["Car 10", "Car 11"]


def test_no_batch_has_the_number_of_an_earlier_one(store: Store) -> None:
    numbers = []
    for _ in range(3):
        batch = store.begin_batch("cars.csv")
        store.give_up_batch(batch)
        numbers.append(batch.number)
    assert len(set(numbers)) == 3
    # Files of before have numbers that were counted apart from the rows'.
    sql = "INSERT INTO batch VALUES (1000, 'done', '', 0)"
    store.layered(lambda transaction: transaction.connection.exec_driver_sql(sql))
    assert store.begin_batch("cars.csv").number == 1001


@pytest.mark.parametrize("ending", ["finish", "die"])
def test_the_import_of_another_process_is_left_alone_while_it_lives(
    tmp_path: Path, ending: str
) -> None:
    with open_store(tmp_path) as store:
        making.add_vehicle(store, "Mine")
    child = subprocess.Popen(
        [sys.executable, "-c", IMPORTER, str(tmp_path)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert child.stdin
    assert child.stdout
    try:
        assert child.stdout.readline() == "landed\n"
        with open_store(tmp_path) as store:
            assert left_over(store)[0] == 6
            assert names(store) == ["Mine"]
            with pytest.raises(StoreLocked):
                store.begin_batch("more.csv")
        if ending == "finish":
            child.stdin.write("finish\n")
            child.stdin.flush()
            assert child.stdout.readline() == "done\n"
        else:
            child.kill()
        child.wait(60)
    finally:
        child.kill()
        child.communicate()
    with open_store(tmp_path) as store:
        assert left_over(store) == ((6, 6, 1) if ending == "finish" else (1, 1, 0))
        assert len(names(store)) == (6 if ending == "finish" else 1)
