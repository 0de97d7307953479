"""What holds for every kind: values are checked, travel as JSON and come back as they were."""

from __future__ import annotations

import dataclasses
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from garage.errors import ValueRefused
from garage.records import ElementsField, Kind, Vehicle, find_kind, kind_named, kinds
from garage.records.registry import ENVELOPE
from garage.sync import State, merge
from tests.garage.records.values import kinds_with_values

EXPECTED = {
    "vehicle", "specification", "vehicle_group", "odometer_reading", "custom_field", "fill_up",
    "service", "repair", "upgrade", "work_line", "expense", "trip", "part", "stock_movement",
    "tyre_set", "tyre_event", "inspection", "checklist_item", "plan_item", "reminder", "note",
    "document", "insurance_policy", "valuation", "calendar", "event", "attendee", "alarm",
    "subscription", "shared_feed",
}  # fmt: skip


def test_every_kind_of_the_garage_is_declared() -> None:
    assert {kind.name for kind in kinds()} == EXPECTED


@pytest.mark.parametrize("kind", list(kinds()), ids=lambda kind: kind.name)
def test_a_kind_is_whole(kind: Kind) -> None:
    assert kind.label
    assert kind.plural
    assert not ENVELOPE & kind.by_name.keys()
    assert {"tags", "notes", "custom", "source"} <= kind.by_name.keys()
    assert any(field.heading for field in kind.fields) or kind.when or kind.owner
    for name in (*kind.natural_key, *filter(None, [kind.owner, kind.when])):
        assert kind.field(name).label
    # A record can be made of nothing: a merged one may lack what a form demands.
    empty = kind.type()
    assert all(getattr(empty, f.name) == getattr(kind.type(), f.name) for f in kind.fields)


@pytest.mark.parametrize("kind", list(kinds()), ids=lambda kind: kind.name)
def test_what_a_new_record_must_have_is_demanded_by_name(kind: Kind) -> None:
    required = [field.name for field in kind.fields if field.required]
    if not required:
        assert kind.complete({}) is not None
        return
    with pytest.raises(ValueRefused) as refused:
        kind.complete({})
    assert refused.value.field in required
    assert refused.value.field in str(refused.value)


@given(kinds_with_values)
def test_values_come_back_from_json_as_they_were(drawn: tuple[Kind, dict[str, Any]]) -> None:
    kind, given_values = drawn
    values = kind.complete(given_values)
    flat = json.loads(json.dumps(kind.fields_json(values)))
    back, extra = kind.read_json(flat)
    assert extra == {}
    assert back == {n: v for n, v in values.items() if v or not _elements(kind, n)}
    assert kind.fields_json(back) == flat


@given(kinds_with_values)
def test_checking_what_was_checked_changes_nothing(drawn: tuple[Kind, dict[str, Any]]) -> None:
    kind, given_values = drawn
    values = kind.complete(given_values)
    assert kind.check(values) == values
    assert kind.complete(values) == values


@given(kinds_with_values)
def test_words_are_found_for_what_people_typed(drawn: tuple[Kind, dict[str, Any]]) -> None:
    kind, given_values = drawn
    values = kind.complete(given_values)
    heading, rest = kind.words(values)
    for tag in values.get("tags", ()):
        assert tag in rest
    for field in kind.fields:
        if field.heading and isinstance(values.get(field.name), str):
            assert values[field.name] in heading


def _elements(kind: Kind, name: str) -> bool:
    return isinstance(kind.field(name).type, ElementsField)


flat_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=5), inner, max_size=2)
    ),
    max_leaves=4,
)
hostile_names = st.sampled_from(
    ["name", "year", "tags/x", "tags/a b", "tags", "custom/Code", "custom/a/b", "energies",
     "purchase_price", "purchased", "odometer_offset", "group", "source", "newer", "newer/x"]
)  # fmt: skip


@given(st.dictionaries(hostile_names, flat_json, max_size=6))
def test_whatever_comes_from_elsewhere_is_kept(flat: dict[str, Any]) -> None:
    """Known and readable, or in `extra`: no field with a value is lost, and none is refused."""
    kind = kind_named("vehicle")
    values, extra = kind.read_json(flat)
    again = kind.fields_json(values) | extra
    for name, value in flat.items():
        if value is None:
            assert again.get(name) is None
        else:
            assert name in again or not str(value).strip()
    assert kind.read_json(again)[0] == values


def test_an_unknown_field_goes_to_extra_and_comes_back() -> None:
    kind = kind_named("vehicle")
    values, extra = kind.read_json({"name": "Herbie", "hover_height": {"value": "3"}})
    assert values == {"name": "Herbie"}
    assert extra == {"hover_height": {"value": "3"}}


def test_a_value_of_a_shape_from_the_future_is_kept_apart() -> None:
    kind = kind_named("fill_up")
    values, extra = kind.read_json({"volume": {"value": "4", "unit": "firkin"}, "full": True})
    assert values == {"full": True}
    assert extra == {"volume": {"value": "4", "unit": "firkin"}}


def test_one_unreadable_element_hides_no_other() -> None:
    kind = kind_named("vehicle")
    flat = {"custom/Code": {"text": "LB9A"}, "custom/Smell": {"odour": 7}, "tags/red": True}
    values, extra = kind.read_json(flat)
    assert values == {"custom": {"Code": "LB9A"}, "tags": frozenset({"red"})}
    assert extra == {"custom/Smell": {"odour": 7}}


def test_a_choice_from_a_newer_version_is_kept_but_not_taken_from_a_person() -> None:
    kind = kind_named("vehicle")
    assert kind.read_json({"type": "hovercraft", "energies": ["petrol", "fusion"]}) == (
        {"type": "hovercraft", "energies": ("petrol", "fusion")},
        {},
    )
    with pytest.raises(ValueRefused) as refused:
        kind.check({"type": "hovercraft"})
    assert refused.value.field == "type"


def test_tags_set_on_two_devices_both_stay() -> None:
    kind = kind_named("vehicle")
    first, later = "0" * 11 + "1" + "0" * 20, "0" * 11 + "2" + "0" * 20
    here = kind.fields_json({"tags": frozenset({"winter", "both"})})
    there = kind.fields_json({"tags": frozenset({"track", "both"}), "custom": {"Code": "LB9A"}})
    there["tags/both"] = None
    merged = merge(
        State(here, dict.fromkeys(here, first)), State(there, dict.fromkeys(there, later))
    )
    values, _ = kind.read_json(merged.fields)
    assert values == {"tags": frozenset({"winter", "track"}), "custom": {"Code": "LB9A"}}


BAD = [
    ("vehicle", "year", "soon"), ("vehicle", "year", 1200), ("vehicle", "year", True),
    ("vehicle", "name", 7), ("vehicle", "name", "x" * 501), ("vehicle", "purchased", "10/03/2024"),
    ("vehicle", "purchased", "20240310"), ("vehicle", "energies", "soup"),
    ("vehicle", "energies", 5), ("vehicle", "tags", 5), ("vehicle", "tags", [7]),
    ("vehicle", "tags", ["a/b"]), ("vehicle", "custom", "Code"), ("vehicle", "custom", {"": "x"}),
    ("vehicle", "custom", {"Code": object()}), ("vehicle", "uses_hours", "perhaps"),
    ("vehicle", "group", "no-id"), ("vehicle", "source", "me"), ("fill_up", "volume", 45.2),
    ("fill_up", "volume", "45 L"), ("fill_up", "total", "3"), ("fill_up", "date", "yesterday"),
    ("reminder", "every", "often"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "name", "value"), BAD)
def test_a_bad_value_is_refused_with_its_fields_name(kind: str, name: str, value: Any) -> None:
    known = kind_named(kind)
    if name not in known.by_name:
        name = next(f.name for f in known.fields if type(f.type).__name__ == "PeriodField")
    with pytest.raises(ValueRefused) as refused:
        known.check({name: value})
    assert refused.value.field == name
    assert refused.value.message.startswith(f"{name}: ")
    assert refused.value.hint


def test_a_field_that_is_not_there_is_refused_with_those_that_are() -> None:
    with pytest.raises(ValueRefused, match="name, type, make") as refused:
        kind_named("vehicle").check({"wings": 2})
    assert refused.value.field == "wings"


def test_kinds_are_understood_as_people_write_them() -> None:
    assert {kind_named(word).name for word in ("fill-up", "Fill ups", "fill_up")} == {"fill_up"}
    assert kind_named("odometer").name == "odometer_reading"
    assert find_kind("hovercraft") is None
    with pytest.raises(ValueRefused, match="vehicle"):
        kind_named("hovercraft")


def test_records_are_frozen() -> None:
    vehicle = Vehicle(name="Herbie")
    with pytest.raises(dataclasses.FrozenInstanceError):
        vehicle.name = "Giselle"  # type: ignore[misc]  # that it cannot be is what is tested
