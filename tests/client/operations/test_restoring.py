"""The archive restores to the same garage, to the byte of its values; or merges into one."""

import json
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from client.errors import BadFile, Forbidden
from client.exchange import archive_in, archive_out
from client.operations import records
from client.operations.brought_in import TAKEN_IN
from client.operations.exporting import export_garage
from client.operations.importing import Cancelled
from client.operations.restoring import is_empty, restore_archive
from client.operations.settings import change_settings
from client.operations.whole import Whole
from client.store import NewRow, Query, Store
from client.store.layers import Envelope, confirm
from garage.moments import Moment
from garage.money import Money, UnitPrice
from garage.periods import Period
from garage.records import (
    FieldType,
    FillUp,
    Kind,
    Note,
    Source,
    Vehicle,
    kind_named,
    kinds,
)  # fmt: skip
from garage.records.agenda_fields import (
    EventTimesField,
    InstanceField,
    TextListField,
    TriggerField,
)
from garage.records.elements import CustomField, SourceField, TagsField
from garage.records.fields import (
    ChoiceField,
    ChoicesField,
    FlagField,
    PositionField,
    ReferenceField,
    TextField,
    WholeField,
)
from garage.records.measures import MoneyField, QuantityField, UnitPriceField
from garage.records.times import DayField, MomentField, PeriodField
from garage.units import UNITS, Dimension, Quantity, alike
from tests.client.store.making import Clock
from tests.garage.ics.test_round_trip import some_times
from tests.garage.records.values import instance_ids, triggers

NOW = Moment.parse("2026-11-22T12:00+01:00")
ID = "01890a5d-ac96-774b-bcce-b302099a8057"
DAYS = st.dates(date(1900, 1, 1), date(2100, 1, 1))
NUMBERS = st.from_regex(r"[1-9][0-9]{0,5}(\.[0-9]{1,4})?", fullmatch=True)
WORDS = st.text(st.characters(categories=("L", "N", "P", "S", "Zs")), min_size=1, max_size=12)
NAMES = st.text(st.characters(categories=("L", "N")), min_size=1, max_size=8)
TYPED = st.none() | WORDS


def amounts(dimension: Dimension | None) -> st.SearchStrategy[Quantity]:
    """Quantities of a dimension, typed this way and that."""
    codes = [c for c, u in UNITS.items() if dimension is None or alike(u.dimension, dimension)]
    return st.builds(Quantity.checked, NUMBERS, st.sampled_from(codes), TYPED)


CUSTOM = st.dictionaries(
    NAMES, WORDS.filter(str.strip) | amounts(None) | DAYS | st.tuples(NAMES), max_size=3
)
CURRENCIES = st.sampled_from(["EUR", "USD", "JPY"])


def values_of(type_: FieldType) -> st.SearchStrategy[Any]:
    """What a field of this type can hold."""
    match type_:
        case TagsField():
            return st.frozensets(NAMES, max_size=3)
        case CustomField():
            return CUSTOM
        case SourceField():
            return st.builds(Source, st.just("imported"), NAMES, NAMES, st.integers(1, 99))
        case TextField():
            return WORDS
        case ChoiceField():
            return st.sampled_from(sorted(type_.choices))
        case ChoicesField():
            return st.frozensets(st.sampled_from(sorted(type_.choices)), min_size=1)
        case FlagField():
            return st.booleans()
        case WholeField():
            return st.integers(type_.minimum, type_.maximum)
        case DayField():
            return DAYS
        case MomentField():
            return st.builds(Moment, DAYS, st.none() | st.times(), st.just(60))
        case PeriodField():
            return st.builds(Period, st.integers(1, 99), st.sampled_from("DWMY"))
        case PositionField():
            return st.sampled_from(["48.1,11.5", "-33.9,-18.4"])
        case ReferenceField():
            return st.uuids().map(str)
        case QuantityField():
            return amounts(type_.dimension)
        case MoneyField():
            return st.builds(Money.checked, NUMBERS, CURRENCIES, TYPED)
        case UnitPriceField():
            return st.builds(
                UnitPrice.checked, NUMBERS, CURRENCIES, st.sampled_from(["L", "gal_us"]), TYPED
            )
        case EventTimesField():
            return some_times()
        case InstanceField():
            return instance_ids
        case TextListField():
            return st.lists(NAMES, min_size=1, max_size=3).map(tuple)
        case TriggerField():
            return triggers
    raise AssertionError(type_)


def drawn(kind: Kind) -> st.SearchStrategy[dict[str, Any]]:
    """Values of a new record of a kind."""
    always = {f.name: values_of(f.type) for f in kind.fields if f.required}
    maybe = {f.name: values_of(f.type) for f in kind.fields if not f.required}
    return st.fixed_dictionaries(always, optional=maybe)


@st.composite
def deeds(draw: st.DrawFn) -> list[tuple[str, Kind, dict[str, Any]]]:
    """What a person does: adds, edits, deletes, undoes, imports."""
    found = []
    for _ in range(draw(st.integers(1, 6))):
        kind = draw(st.sampled_from(list(kinds())))
        deed = draw(st.sampled_from(["add", "edit", "clear", "delete", "undo", "import", "bulk"]))
        found.append((deed, kind, draw(drawn(kind))))
    return found


def live(store: Store, story: list[tuple[str, Kind, dict[str, Any]]]) -> None:
    """Do in a store what a story tells."""
    ids: dict[str, str] = {}
    for number, (deed, kind, drawn_values) in enumerate(story):
        values = kind.complete(drawn_values)
        if deed == "import":
            batch = store.begin_batch("import")
            id_ = f"01890a5d-ac96-774b-bcce-{number:012x}"
            store.land(batch, [NewRow.of(kind, id_, values)])
            store.complete_batch(batch, "import")
            continue
        new: list[str] = []
        store.operate(lambda t, k=kind, v=values, n=new: n.append(t.add(k, v)), "add", "x")
        ids[kind.name] = new[0]
        change: dict[str, Any] = {"notes": "later", "custom": {}, "tags": frozenset({"edited"})}
        if deed == "clear":
            change = {f.name: None for f in kind.fields if not f.required}
        if deed in ("edit", "clear"):
            store.operate(lambda t, k=kind, i=new[0], c=change: t.change(k, i, c), "edit", "x")
        if deed == "delete":
            records.delete(store, new)
        if deed == "undo":
            store.undo()


def everything(store: Store) -> dict[str, Any]:
    """All that a garage holds, as comparable values: records, stamps, trash, history, log."""

    def work(reader: Any) -> dict[str, Any]:
        whole = Whole(reader)
        found: dict[str, Any] = {
            "history": list(whole.history()),
            "log": list(whole.operations()),
            "unknown": list(whole.unknown()),
            "spaces": list(whole.spaces()),
            "settings": whole.settings,
        }
        for kind in kinds():
            trash = reader.records(kind, Query(deleted=True))
            found[kind.name] = [list(whole.archived(kind)), list(whole.records(kind)), trash]
        return found

    return store.read(work)


@settings(max_examples=10, suppress_health_check=[HealthCheck.too_slow])
@given(deeds())
def test_any_garage_comes_back_as_it_was(story: list[tuple[str, Kind, dict[str, Any]]]) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with Store(folder / "one") as one, Store(folder / "two") as two:
            live(one, story)
            export_garage(one, folder / "a.zip", "zip", NOW)
            restore_archive(two, folder / "a.zip")
            assert everything(two) == everything(one)
            two.quick_check()


Made = Callable[[str], Store]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Made]:
    """Stores by name, closed at the end; by their one clock no two edits are of one time."""
    made: dict[str, Store] = {}
    clock = Clock()

    def of(name: str) -> Store:
        if name not in made:
            made[name] = Store(tmp_path / name, clock)
        return made[name]

    yield of
    for one in made.values():
        one.close()


def add(store: Store, kind: str, **values: Any) -> str:
    """Add a record; gives its id."""
    return records.add(store, kind_named(kind), values, today=NOW).ids[0]


def sent(one: Store, path: Path) -> Path:
    """The archive of a store."""
    export_garage(one, path, "zip", NOW)
    return path


def names(store: Store) -> list[str]:
    """The vehicles' names."""
    return [v.name for v in store.read(lambda r: r.all(Vehicle, Query(sort="name")))]


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


def rewritten(path: Path, change: Callable[[dict[str, bytes]], None]) -> Path:
    """The archive with its members changed, under a manifest that agrees with them."""
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    manifest = json.loads(members.pop(archive_out.MANIFEST))
    change(members)
    evil = path.with_name("evil.zip")
    with zipfile.ZipFile(evil, "w", zipfile.ZIP_DEFLATED) as archive:
        writer = archive_out.ArchiveWriter(archive)
        for name, data in members.items():
            list(writer.write(name, [json.loads(line) for line in data.splitlines()]))
        writer.finish(manifest)
    return evil


FILLS = "records/fill_up.jsonl"


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        (b'"id":"', b'"id":"../', "cannot be"),
        (b'"":"', b'"":"f', "cannot be"),
        (b'{"":"0', b'{"":"f', "not of this age"),
        (b'"stamps":{"":', b'"stamps":{"nose":', "stamps"),
        (b'"fields":{', b'"fields":7,"x":{', "bad line"),
    ],
)
def test_a_record_that_no_paddock_wrote_is_refused_and_nothing_kept(
    store: Made, tmp_path: Path, old: bytes, new: bytes, complaint: str
) -> None:
    one, two = store("one"), store("two")
    add(one, "fill_up", vehicle=add(one, "vehicle", name="Herbie"))

    def change(members: dict[str, bytes]) -> None:
        assert old in members[FILLS]
        members[FILLS] = members[FILLS].replace(old, new, 1)

    with pytest.raises(BadFile, match=complaint):
        restore_archive(two, rewritten(sent(one, tmp_path / "a.zip"), change))
    assert two.read(is_empty)


def test_a_record_that_is_there_twice_is_refused(store: Made, tmp_path: Path) -> None:
    one, two = store("one"), store("two")
    add(one, "fill_up", vehicle=add(one, "vehicle", name="Herbie"))
    double = rewritten(sent(one, tmp_path / "a.zip"), lambda m: m.update({FILLS: m[FILLS] * 2}))
    with pytest.raises(BadFile, match="twice"):
        restore_archive(two, double)
    assert two.read(is_empty)


def test_a_damaged_archive_is_refused_before_a_line_of_it_is_used(
    store: Made, tmp_path: Path
) -> None:
    one, two = store("one"), store("two")
    add(one, "vehicle", name="Herbie")
    whole = sent(one, tmp_path / "a.zip").read_bytes()
    for place in range(40, len(whole), 397):
        broken = bytearray(whole)
        broken[place] ^= 0x55
        (tmp_path / "b.zip").write_bytes(broken)
        try:
            restore_archive(two, tmp_path / "b.zip")
        except BadFile:
            assert two.read(is_empty)
        else:  # what ZIP keeps beside the data, as a time, may change without harm
            assert names(two) == ["Herbie"]
            break
    for cut in (0, 10, len(whole) // 2, len(whole) - 10):
        (tmp_path / "b.zip").write_bytes(whole[:cut])
        with pytest.raises(BadFile):
            restore_archive(store("three"), tmp_path / "b.zip")


def zipped(path: Path, **members: bytes) -> Path:
    """A ZIP file with these members, packed."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


@pytest.mark.parametrize(
    ("members", "complaint"),
    [
        ({"a.csv": b"1"}, "never writes"),
        ({"../../evil.jsonl": b"1"}, "never writes"),
        ({"notes.jsonl": b"{}"}, "no manifest"),
        ({"manifest.json": b"{"}, "damaged manifest"),
        ({"manifest.json": b'{"format":99,"members":{}}'}, "newer"),
        ({"manifest.json": b'{"format":1,"members":{}}', "notes.jsonl": b""}, "manifest says"),
        ({"bomb.jsonl": b"0" * 30_000_000}, "times its size"),
    ],
)
def test_a_hostile_archive_is_refused(
    store: Made, tmp_path: Path, members: dict[str, bytes], complaint: str
) -> None:
    with pytest.raises(BadFile, match=complaint):
        restore_archive(store("one"), zipped(tmp_path / "a.zip", **members))
    assert store("one").read(is_empty)


def test_too_many_members_and_endless_lines_are_refused(
    store: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(store("one"), "vehicle", name="Herbie")
    path = sent(store("one"), tmp_path / "a.zip")
    monkeypatch.setattr(archive_in, "LONGEST_LINE", 20)
    with pytest.raises(BadFile, match="bad line"):
        restore_archive(store("two"), path)
    monkeypatch.setattr(archive_in, "MOST_MEMBERS", 3)
    with pytest.raises(BadFile, match="more than any garage"):
        restore_archive(store("two"), path)
    assert store("two").read(is_empty)


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
