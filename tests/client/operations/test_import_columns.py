"""What the columns of a table were said to be: the next table of its shape is read alike."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from client.errors import BadRequest
from client.exchange.drafts import ImportOptions
from client.exchange.first_look import FirstLook
from client.exchange.generic_columns import LEFT_OUT, OWN, ColumnChoice
from client.operations.import_columns import (
    SETTING,
    choice_of,
    forget_table,
    propose,
    remember_columns,
    remembered_tables,
    with_remembered,
)
from client.operations.import_files import import_file, look_at_file
from client.store import Store
from garage.records import FillUp
from garage.units import Quantity

Written = Callable[..., Path]
SAID = {"distance_unit": "km", "volume_unit": "L", "currency": "EUR"}
FUEL = ("date", "odometer", "volume", "total")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "profile") as opened:
        yield opened


@pytest.fixture
def written(tmp_path: Path) -> Written:
    def write(text: str, name: str = "log.csv") -> Path:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return write


def looked(path: Path) -> FirstLook:
    look = look_at_file(path)
    assert look is not None
    return look


def fills(store: Store) -> list[FillUp]:
    return sorted(store.read(lambda reader: reader.all(FillUp)), key=lambda one: str(one.date))


def settings(store: Store) -> dict[str, Any]:
    return store.read(lambda reader: reader.settings())


OLD = "A;B;C;D;E\n31.08.2026;84120;40,5;71,30;Regen\n"
NEW = "e;D;b;C;a\nSonne;70,10;84720;41,0;15.09.2026\n"
"""A table of the same shape, its columns in another order."""


def test_a_table_of_the_same_headings_is_read_alike_in_whatever_order(
    store: Store, written: Written
) -> None:
    look = looked(written(OLD))
    remember_columns(store, look, ColumnChoice("fill_up", (*FUEL, LEFT_OUT)), SAID)
    report = import_file(store, written(NEW), ImportOptions(), vehicle="Golf")
    assert report.judged["columns"] == {
        "value": "left out, total, odometer, volume, date", "how": "remembered",
    }  # fmt: skip
    (fill,) = fills(store)
    assert (fill.odometer, fill.volume) == (
        Quantity("84720", "km"), Quantity("41.0", "L", "41,0"),
    )  # fmt: skip
    assert fill.custom == {}


def test_what_one_says_now_counts_before_what_is_remembered(store: Store, written: Written) -> None:
    remember_columns(store, looked(written(OLD)), ColumnChoice("fill_up", (*FUEL, OWN)), SAID)
    options = ImportOptions(distance_unit="mi")
    import_file(store, written(NEW), options, vehicle="Golf")
    assert fills(store)[0].odometer == Quantity("84720", "mi")
    chosen = ImportOptions(columns=ColumnChoice("odometer", ("date", "odometer")))
    assert with_remembered(settings(store), looked(written(NEW)), chosen) is chosen


def test_what_is_remembered_is_listed_and_can_be_forgotten(store: Store, written: Written) -> None:
    first = looked(written("31.08.2026;84120;OMV\n15.09.2026;84720;BP\n"))
    choice = ColumnChoice("odometer", ("date", "odometer", OWN), heading=0)
    remember_columns(store, first, choice, SAID)
    remember_columns(store, looked(written(OLD)), ColumnChoice("fill_up", (*FUEL, OWN)), SAID)
    latest, earlier = remembered_tables(settings(store))
    assert (latest.rows, latest.columns[1], latest.columns[4]) == (
        "fill_up", ("b", "odometer"), ("e", OWN),
    )  # fmt: skip
    assert earlier.columns == (("", "date"), ("", "odometer"), ("", OWN))
    forget_table(store, latest.shape)
    assert remembered_tables(settings(store)) == (earlier,)
    assert not propose(settings(store), looked(written(NEW))).remembered


def test_what_another_version_remembered_is_left_out_of_the_list() -> None:
    kept = [{"shape": "a", "rows": "voyage", "columns": {}}, {"shape": "b", "rows": "trip"}, 7]
    assert remembered_tables({SETTING: kept}) == ()


def test_another_shape_is_not_read_so(store: Store, written: Written) -> None:
    remember_columns(store, looked(written(OLD)), ColumnChoice("fill_up", (*FUEL, OWN)), SAID)
    more = looked(written("A;B;C;D;E;F\n31.08.2026;84120;40,5;71,30;Regen;x\n"))
    assert not propose(settings(store), more).remembered


def test_without_headings_the_sorts_of_columns_are_the_shape(
    store: Store, written: Written
) -> None:
    first = looked(written("31.08.2026;84120;40,5;OMV\n15.09.2026;84720;41,0;BP\n"))
    choice = ColumnChoice("fill_up", ("date", "odometer", "volume", "station"), heading=0)
    remember_columns(store, first, choice, SAID)
    alike = looked(written("01.10.2026;85300;39,9;Aral\n11.10.2026;85900;40,2;Shell\n"))
    assert propose(settings(store), alike).choice == choice
    unlike = looked(written("Aral;01.10.2026;85300;39,9\nShell;11.10.2026;85900;40,2\n"))
    assert not propose(settings(store), unlike).remembered


def test_headings_below_a_title_are_known_again_on_another_line(
    store: Store, written: Written
) -> None:
    look = looked(written(f"My car\n\n{OLD}"))
    remember_columns(store, look, ColumnChoice("fill_up", (*FUEL, OWN), heading=3), SAID)
    found = propose(settings(store), looked(written(OLD)))
    assert (found.remembered, found.choice.heading) == (True, 1)


def test_headings_that_come_twice_are_told_apart(store: Store, written: Written) -> None:
    look = looked(written("A,B,B\n2026-08-31,40,90000\n"))
    choice = ColumnChoice("fill_up", ("date", "volume", "odometer"))
    remember_columns(store, look, choice, SAID)
    assert propose(settings(store), look).choice == choice


def test_the_last_word_on_a_shape_counts_and_old_shapes_go(store: Store, written: Written) -> None:
    look = looked(written(OLD))
    remember_columns(store, look, ColumnChoice("fill_up", (*FUEL, OWN)), SAID)
    remember_columns(store, look, ColumnChoice("fill_up", (*FUEL, LEFT_OUT)), {})
    found = propose(settings(store), look)
    assert (found.choice.columns[-1], found.said) == (LEFT_OUT, {})
    for n in range(100):
        other = looked(written(f"X{n};B\n31.08.2026;84120\n"))
        remember_columns(store, other, ColumnChoice("odometer", ("date", "odometer")), {})
    kept = settings(store)[SETTING]
    assert len(kept) == 100
    assert not propose(settings(store), look).remembered


@pytest.mark.parametrize(
    "damage", [{"columns": None}, {"columns": {}}, {"rows": "rockets"}, {"shape": None}]
)
def test_what_is_remembered_and_damaged_is_guessed_anew(
    store: Store, written: Written, damage: dict[str, object]
) -> None:
    look = looked(written(OLD))
    remember_columns(store, look, ColumnChoice("fill_up", (*FUEL, OWN)), SAID)
    (kept,) = settings(store)[SETTING]
    assert propose({SETTING: [kept]}, look).remembered
    for damaged in ([{**kept, **damage}], [None], {"a": "b"}, "x"):
        assert not propose({SETTING: damaged}, look).remembered


def test_columns_are_typed_in_a_line(written: Written) -> None:
    look = looked(written(OLD))
    assert choice_of("date, Odometer,volume,total,-", "", look) == ColumnChoice(
        "fill_up", (*FUEL, LEFT_OUT)
    )
    assert choice_of("date,odometer,+", "", look).sort == "odometer"
    assert choice_of("date,title,total", "repair", look).sort == "repair"
    for columns, rows, said in (
        ("date,rocket", "", "'rocket'"),
        ("date,date,volume", "fill_up", "several columns are 'date'"),
        ("volume", "fill_up", "no column is 'date'"),
        ("date", "rockets", "'rockets'"),
    ):
        with pytest.raises(BadRequest, match=said):
            choice_of(columns, rows, look)
