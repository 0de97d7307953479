"""The archive of any garage, whatever was done in it, restores to the same one."""

import tempfile
from datetime import date
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from client.operations import records
from client.operations.exporting import export_garage
from client.operations.restoring import restore_archive
from client.store import NewRow, Store
from garage.moments import Moment
from garage.money import Money, UnitPrice
from garage.periods import Period
from garage.records import FieldType, Kind, Source, kinds
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
from tests.client.operations.restoring.conftest import NOW, everything
from tests.garage.ics.test_round_trip import some_times
from tests.garage.records.values import instance_ids, triggers

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
