"""An archive restores into an empty garage to the byte of its values, or merges into one."""

from pathlib import Path

import pytest

from client.errors import Forbidden
from client.operations import records
from client.operations.brought_in import TAKEN_IN
from client.operations.exporting import export_garage
from client.operations.importing import Cancelled
from client.operations.restoring import is_empty, restore_archive
from client.operations.settings import change_settings
from client.operations.whole import Whole
from client.store import NewRow, Store
from client.store.layers import Envelope, confirm
from garage.records import FillUp, Note, Vehicle, kind_named
from garage.units import Quantity
from tests.client.operations.restoring.conftest import NOW, Made, add, everything, names, sent

ID = "01890a5d-ac96-774b-bcce-b302099a8057"


def test_undo_goes_on_where_the_archived_garage_stood(store: Made, tmp_path: Path) -> None:
    one, two = store("one"), store("two")
    car = add(one, "vehicle", name="Herbie")
    records.edit(one, car, {"name": "Dudu"})
    restore_archive(two, sent(one, tmp_path / "a.zip"))
    two.undo()
    assert names(two) == ["Herbie"]
    two.undo()
    assert names(two) == []


def test_an_import_can_still_be_undone_and_its_records_are_found(
    store: Made, tmp_path: Path
) -> None:
    one, two = store("one"), store("two")
    batch = one.begin_batch("log.csv")
    one.land(batch, [NewRow.of(kind_named("vehicle"), ID, {"name": "Herbie"})])
    one.complete_batch(batch, "import")
    add(one, "vehicle", name="Dudu")
    restore_archive(two, sent(one, tmp_path / "a.zip"))
    running = two.begin_batch("another import")
    assert [hit.heading for hit in two.read(lambda r: r.search("herb"))] != []
    assert [hit.heading for hit in two.read(lambda r: r.search("dud"))] != []
    two.give_up_batch(running)
    two.undo()
    two.undo()
    assert names(two) == []


def test_unknown_kinds_unknown_fields_and_settings_come_along(store: Made, tmp_path: Path) -> None:
    one, two = store("one"), store("two")
    home, _ = one.read(lambda r: r.home())
    stamp = "018f00000000" + "0000" + "a" * 16
    strange = Envelope(home, ID, "hovercraft", {"eels": 7}, {"": stamp})
    newer = Envelope(home, ID[:-1] + "8", "note", {"title": "n", "mood": {"a": [1]}}, {"": stamp})
    one.layered(lambda t: (confirm(t, strange), confirm(t, newer)))
    change_settings(one, {"region": "DE", "currency": "CHF"})
    restore_archive(two, sent(one, tmp_path / "a.zip"))
    assert everything(two) == everything(one)
    assert two.read(lambda r: r.get(Note, newer.id)).extra == {"mood": {"a": [1]}}
    here = two.read(lambda r: r.settings())
    # When it was taken in tells what of it is old news on this device.
    assert here.pop(TAKEN_IN)
    assert here == {"region": "DE", "currency": "CHF"}
    assert TAKEN_IN not in two.read(lambda r: Whole(r).settings)


def test_edits_after_a_restoration_are_later_than_all_that_was_restored(
    store: Made, tmp_path: Path
) -> None:
    ahead = Store(tmp_path / "ahead", clock=lambda: 4_000_000_000_000)
    car = add(ahead, "vehicle", name="From 2096")
    sent(ahead, tmp_path / "a.zip")
    ahead.close()
    two = store("two")
    restore_archive(two, tmp_path / "a.zip")
    records.edit(two, car, {"name": "Today"})
    edits = [e for e in two.read(lambda r: r.history(car)) if e.field == "name"]
    assert [e.value for e in edits] == ["Today", "From 2096"]


def test_a_garage_in_use_is_not_overwritten(store: Made, tmp_path: Path) -> None:
    one, two = store("one"), store("two")
    add(one, "vehicle", name="Herbie")
    add(two, "vehicle", name="Octavia")
    with pytest.raises(Forbidden, match="not empty"):
        restore_archive(two, sent(one, tmp_path / "a.zip"))
    assert names(two) == ["Octavia"]


def test_merging_keeps_the_later_edit_of_each_field_and_can_be_undone(
    store: Made, tmp_path: Path
) -> None:
    one, two = store("one"), store("two")
    car = add(one, "vehicle", name="Herbie", colour="white")
    restore_archive(two, sent(one, tmp_path / "a.zip"))
    records.edit(two, car, {"colour": "pearl"})
    records.edit(one, car, {"name": "Dudu"})
    records.edit(one, car, {"colour": "yellow"})
    add(one, "vehicle", name="Octavia")
    records.edit(two, car, {"trim": "1963"})
    report = restore_archive(two, sent(one, tmp_path / "b.zip"), merge=True)
    assert (report.added, report.merged) == (1, 1)
    there = two.read(lambda r: r.get(Vehicle, car))
    assert (there.name, there.colour, there.trim) == ("Dudu", "yellow", "1963")
    assert "pearl" in [edit.value for edit in two.read(lambda r: r.history(car))]
    two.undo()
    there = two.read(lambda r: r.get(Vehicle, car))
    assert (there.name, there.colour, there.trim) == ("Herbie", "pearl", "1963")
    assert names(two) == ["Herbie"]


def test_merging_the_same_archive_again_changes_nothing(store: Made, tmp_path: Path) -> None:
    one, two = store("one"), store("two")
    add(one, "vehicle", name="Herbie")
    add(two, "vehicle", name="Octavia")
    path = sent(one, tmp_path / "a.zip")
    assert restore_archive(two, path, merge=True).added == 1
    before = everything(two)
    report = restore_archive(two, path, merge=True)
    assert (report.added, report.merged, report.unchanged) == (0, 0, 1)
    assert report.changes.operation == ""
    assert everything(two) == before


def test_a_stopped_restoration_leaves_the_garage_empty(store: Made, tmp_path: Path) -> None:
    one, two = store("one"), store("two")
    batch = one.begin_batch("import")
    one.land(batch, [NewRow.of(kind_named("vehicle"), ID, {"name": "Herbie"})])
    one.complete_batch(batch, "import")
    path = sent(one, tmp_path / "a.zip")

    def something_landed() -> bool:
        count = "SELECT count(*) FROM k_vehicle"
        return bool(two.read(lambda r: r.connection.exec_driver_sql(count).scalar_one()))

    with pytest.raises(Cancelled):
        restore_archive(two, path, cancelled=something_landed)
    assert two.read(is_empty)
    restore_archive(two, path)
    assert names(two) == ["Herbie"]


def test_one_vehicle_restores_with_its_fill_ups_into_an_empty_garage(
    store: Made, tmp_path: Path
) -> None:
    one, two = store("one"), store("two")
    car = add(one, "vehicle", name="Herbie")
    add(one, "fill_up", vehicle=car, volume=Quantity.checked("45.20", "L", "45,20 l"))
    add(one, "vehicle", name="Octavia")
    export_garage(one, tmp_path / "a.zip", "zip", NOW, vehicle_id=car)
    assert restore_archive(two, tmp_path / "a.zip").vehicle == car
    assert names(two) == ["Herbie"]
    (fill,) = two.read(lambda r: r.all(FillUp))
    assert fill.volume == Quantity.checked("45.20", "L", "45,20 l")
