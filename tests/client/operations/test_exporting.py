"""Everything goes out, for a spreadsheet and for a script; and one vehicle alone."""

import csv
import io
import json
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from client.errors import BadRequest, DiskFull
from client.exchange import archive_out, place_out
from client.operations import records
from client.operations.exporting import export_garage
from client.operations.importing import Cancelled
from client.operations.restoring import restore_archive
from client.operations.upkeep import measure_tread
from client.store import Query, Store
from client.version import VERSION
from garage.calendar.times import EventTimes
from garage.moments import Moment
from garage.money import Money
from garage.records import FillUp, TyreEvent, Vehicle, kind_named
from garage.units import Quantity

NOW = Moment.parse("2026-11-22T12:00+01:00")


@dataclass(frozen=True)
class Garage:
    """Two vehicles with what hangs on them."""

    store: Store
    herbie: str
    other: str


def put(store: Store, kind: str, **values: object) -> str:
    """Add a record; gives its id."""
    return records.add(store, kind_named(kind), values, today=Moment(date(2026, 5, 1))).ids[0]


@pytest.fixture
def garage(tmp_path: Path) -> Iterator[Garage]:
    """A garage with a bit of everything that hangs on something."""
    with Store(tmp_path / "profile") as store:
        group = put(store, "vehicle_group", name="Classics")
        herbie = put(store, "vehicle", name="Herbie", group=group)
        other = put(store, "vehicle", name="Octavia")
        for vehicle in (herbie, other):
            put(
                store, "fill_up", vehicle=vehicle, volume=Quantity.checked("45.20", "L"),
                total=Money("71.30", "EUR"), station="=HYPERLINK(1)",
            )  # fmt: skip
            work = put(store, "service", vehicle=vehicle, title="Oil")
            put(store, "work_line", work=work, title=f"Filter for {vehicle}")
            tyres = put(store, "tyre_set", vehicle=vehicle, name="Winter")
            put(store, "tyre_event", tyre_set=tyres, type="mount")
        records.delete(store, [put(store, "note", vehicle=herbie, title="Thrown away")])
        yield Garage(store, herbie, other)


def rows(text: bytes) -> list[dict[str, str]]:
    """The rows of a CSV file."""
    return list(csv.DictReader(io.StringIO(text.decode("utf-8-sig"), newline="")))


def test_csv_is_a_folder_with_a_file_for_each_kind(garage: Garage, tmp_path: Path) -> None:
    report = export_garage(garage.store, tmp_path / "out", "csv", NOW)
    assert sorted(file.stem for file in (tmp_path / "out").iterdir()) == sorted(report.kinds)
    fills = rows((tmp_path / "out" / "fill_up.csv").read_bytes())
    assert [(fill["volume"], fill["volume_unit"], fill["total"]) for fill in fills] == [
        ("45.20", "L", "71.30")
    ] * 2
    assert {fill["station"] for fill in fills} == {"'=HYPERLINK(1)"}
    assert not (tmp_path / "out" / "note.csv").exists()


def test_csv_in_a_zip_holds_the_same_files(garage: Garage, tmp_path: Path) -> None:
    export_garage(garage.store, tmp_path / "out.zip", "csv", NOW)
    export_garage(garage.store, tmp_path / "out", "csv", NOW)
    with zipfile.ZipFile(tmp_path / "out.zip") as archive:
        assert archive.testzip() is None
        for name in archive.namelist():
            assert archive.read(name) == (tmp_path / "out" / name).read_bytes()


def test_json_is_one_document_without_the_trash(garage: Garage, tmp_path: Path) -> None:
    report = export_garage(garage.store, tmp_path / "out.json", "json", NOW)
    document = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
    assert (document["paddock"], document["exported"]) == (VERSION, NOW.iso)
    assert {kind: len(found) for kind, found in document["kinds"].items()} == report.kinds
    assert [v["name"] for v in document["kinds"]["vehicle"]] == ["Herbie", "Octavia"]
    assert document["kinds"]["fill_up"][0]["volume"]["si"] == 0.0452
    assert "note" not in document["kinds"]


def test_treads_of_single_wheels_go_out_and_come_back(garage: Garage, tmp_path: Path) -> None:
    tyres = put(garage.store, "tyre_set", vehicle=garage.herbie, name="Summer")
    depths = {"fl": Quantity("5.2", "mm"), "fr": Quantity("6", "in/32")}
    measure_tread(garage.store, tyres, NOW, depths)
    export_garage(garage.store, tmp_path / "out", "csv", NOW)
    cells = rows((tmp_path / "out" / "tyre_event.csv").read_bytes())
    (measured,) = (row for row in cells if row["type"] == "measure")
    shown = [measured[name] for name in ("tread_fl", "tread_fl_unit", "tread_fr", "tread_rl")]
    assert shown == ["5.2", "mm", "6", ""]
    export_garage(garage.store, tmp_path / "out.json", "json", NOW)
    document = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
    (event,) = (each for each in document["kinds"]["tyre_event"] if each["type"] == "measure")
    assert (event["tread_fl"]["value"], event["tread_fr"]["unit"]) == ("5.2", "in/32")
    export_garage(garage.store, tmp_path / "out.zip", "zip", NOW)
    with Store(tmp_path / "other") as other:
        restore_archive(other, tmp_path / "out.zip")
        events = other.read(lambda reader: reader.all(TyreEvent))
        (back,) = (each for each in events if each.type == "measure")
    assert {place: getattr(back, f"tread_{place}") for place in depths} == depths
    assert back.tread_front == depths["fr"]


def test_what_hangs_on_a_vehicle_in_the_trash_stays_there_with_it(
    garage: Garage, tmp_path: Path
) -> None:
    records.delete(garage.store, [garage.other])
    report = export_garage(garage.store, tmp_path / "out.json", "json", NOW)
    assert report.kinds["vehicle"] == report.kinds["fill_up"] == 1


@pytest.mark.parametrize("format_", ["json", "zip"])
def test_one_vehicle_goes_out_with_all_that_hangs_on_it_and_nothing_else(
    garage: Garage, tmp_path: Path, format_: str
) -> None:
    report = export_garage(garage.store, tmp_path / "out", format_, NOW, vehicle_id=garage.herbie)
    shown = {
        "vehicle": 1, "vehicle_group": 1, "fill_up": 1, "service": 1, "work_line": 1,
        "tyre_set": 1, "tyre_event": 1,
    }  # fmt: skip
    assert report.kinds == (shown if format_ == "json" else shown | {"note": 1})
    whole = (tmp_path / "out").read_bytes()
    if format_ == "zip":
        with zipfile.ZipFile(tmp_path / "out") as archive:
            whole = b"".join(archive.read(name) for name in archive.namelist())
    assert b"Herbie" in whole
    assert b"Octavia" not in whole


def test_a_vehicle_takes_its_events_along_and_no_calendar_of_others(
    garage: Garage, tmp_path: Path
) -> None:
    store, day = garage.store, EventTimes(start=date(2026, 5, 2), end=date(2026, 5, 4))
    club, work = (put(store, "calendar", name=name) for name in ("Club", "Work"))
    put(store, "event", calendar=club, title="Rally", times=day, vehicle=garage.herbie)
    put(store, "event", calendar=work, title="Fair", times=day)
    put(store, "subscription", calendar=club, url="https://example.com/secret.ics")
    put(store, "shared_feed", name="For others", of=work)
    export_garage(store, tmp_path / "h.json", "json", NOW, vehicle_id=garage.herbie)
    whole = json.loads((tmp_path / "h.json").read_text())["kinds"]
    assert [each["title"] for each in whole["event"]] == ["Rally"]
    assert whole["event"][0]["times"] == {"start": "2026-05-02", "end": "2026-05-04"}
    assert [each["name"] for each in whole["calendar"]] == ["Club"]
    assert not {"subscription", "shared_feed"} & whole.keys()
    records.delete(store, [garage.herbie])
    export_garage(store, tmp_path / "out", "csv", NOW)
    (first, second) = rows((tmp_path / "out" / "event.csv").read_bytes())
    assert (first["title"], first["times"], first["times_end"]) == (
        "Rally", "2026-05-02", "2026-05-04",
    )  # fmt: skip
    assert second["title"] == "Fair"


def test_progress_counts_to_the_end(garage: Garage, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    report = export_garage(
        garage.store, tmp_path / "out.zip", "zip", NOW, progress=lambda *at: told.append(at)
    )
    assert told[-1] == (report.records, report.records)


@pytest.mark.parametrize(
    ("name", "format_"), [("out", "csv"), ("o.zip", "csv"), ("o.json", "json"), ("o.zip", "zip")]
)
def test_a_stopped_export_leaves_nothing(
    garage: Garage, tmp_path: Path, name: str, format_: str
) -> None:
    with pytest.raises(Cancelled, match="nothing was written"):
        export_garage(garage.store, tmp_path / name, format_, NOW, cancelled=lambda: True)
    assert [file.name for file in tmp_path.iterdir()] == ["profile"]
    assert garage.store.read(lambda reader: reader.count(kind_named("vehicle"))) == 2


def test_a_disk_that_fills_up_is_named_and_leaves_nothing(
    garage: Garage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(place_out.os, "fsync", full)
    for name, format_ in (("out", "csv"), ("o.json", "json"), ("o.zip", "zip")):
        with pytest.raises(DiskFull, match="no room left"):
            export_garage(garage.store, tmp_path / name, format_, NOW)
    assert [file.name for file in tmp_path.iterdir()] == ["profile"]


def test_an_export_never_writes_over_the_garage_itself(garage: Garage) -> None:
    with pytest.raises(BadRequest, match="garage itself"):
        export_garage(garage.store, garage.store.path, "zip", NOW)
    assert garage.store.read(lambda reader: reader.all(Vehicle))


def test_an_unknown_format_is_named(garage: Garage, tmp_path: Path) -> None:
    with pytest.raises(BadRequest, match="csv, json, zip"):
        export_garage(garage.store, tmp_path / "out", "xls", NOW)


def test_an_import_under_way_does_not_go_out(garage: Garage, tmp_path: Path) -> None:
    from client.store import NewRow

    kind = kind_named("note")
    batch = garage.store.begin_batch("half")
    garage.store.land(batch, [NewRow.of(kind, garage.herbie, {"title": "half done"})])
    for format_ in ("json", "zip"):
        report = export_garage(garage.store, tmp_path / f"o.{format_}", format_, NOW)
        assert report.kinds.get("note", 0) == (1 if format_ == "zip" else 0)
    garage.store.give_up_batch(batch)


def test_the_archive_names_its_members_with_their_sizes_and_hashes(
    garage: Garage, tmp_path: Path
) -> None:
    export_garage(garage.store, tmp_path / "o.zip", "zip", NOW)
    with zipfile.ZipFile(tmp_path / "o.zip") as archive:
        manifest = json.loads(archive.read(archive_out.MANIFEST))
        assert {*manifest["members"], archive_out.MANIFEST} == set(archive.namelist())
        fills = archive.read("records/fill_up.jsonl").splitlines()
    assert (manifest["format"], manifest["paddock"]) == (archive_out.FORMAT, VERSION)
    assert manifest["members"]["records/fill_up.jsonl"]["rows"] == len(fills) == 2
    assert json.loads(fills[0])["fields"]["volume"] == {"value": "45.20", "unit": "L"}


def test_records_come_by_what_they_hang_on_and_then_by_time(garage: Garage, tmp_path: Path) -> None:
    put(garage.store, "fill_up", vehicle=garage.herbie, date=Moment(date(2020, 1, 1)))
    export_garage(garage.store, tmp_path / "o.json", "json", NOW)
    fills = json.loads((tmp_path / "o.json").read_text())["kinds"]["fill_up"]
    keys = [(fill["vehicle"], fill["date"]) for fill in fills]
    assert keys == sorted(keys)
    assert len(keys) == len(garage.store.read(lambda reader: reader.all(FillUp, Query())))
