"""How single field types take what people and programs give them."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from garage.errors import ValueRefused
from garage.moments import Moment
from garage.money import Money
from garage.records import Source
from garage.records.elements import CustomField, SourceField, TagsField
from garage.records.fields import ChoicesField, FlagField, TextField
from garage.records.measures import MoneyField, QuantityField
from garage.records.times import DayField, MomentField
from garage.units import Dimension, Quantity
from tests.garage.records.values import kinds_with_values


@given(st.text())
def test_text_is_one_trimmed_line_that_any_file_can_hold(text: str) -> None:
    kept = TextField().check(text)
    assert kept == kept.strip()
    assert not set(kept) & {"\n", "\r", "\t", "\x00", "\x7f"}
    assert kept.encode().decode() == kept
    assert TextField().check(kept) == kept


def test_notes_keep_their_lines() -> None:
    assert TextField(long=True).check("one\r\ntwo\rthree\x00 ") == "one\ntwo\nthree"
    with pytest.raises(ValueRefused):
        TextField(long=True).check("x" * 100_001)


def test_lone_surrogates_are_not_kept() -> None:
    assert TextField().check("a\ud800b") == "a b"


@given(st.lists(st.text(min_size=1, max_size=20), max_size=4))
def test_tags_come_back_from_their_cell(tags: list[str]) -> None:
    field = TagsField()
    try:
        kept = field.check(tags)
    except ValueRefused:
        return
    cell = field.cell(kept)
    assert (field.decode(cell) if cell else frozenset()) == kept
    assert field.gather(field.elements(kept)) == kept
    assert field.check(kept) == kept


def test_tags_are_words_in_lower_case() -> None:
    assert TagsField().check("Winter, #track  day") == {"winter", "track", "day"}
    assert TagsField().check(["Track day", "no\u00a0break"]) == {"track-day", "no-break"}


@given(st.text(max_size=30), st.integers(0, 10**9))
def test_a_source_comes_back_from_its_cell_whatever_its_file_is_called(
    file: str, line: int
) -> None:
    source = Source("imported", "fuelio", file, line)
    field = SourceField()
    assert field.decode(field.cell(source)) == source
    assert field.from_json(field.to_json(source)) == source


def test_a_custom_choice_may_hold_a_slash_but_a_name_may_not() -> None:
    assert CustomField().check({"Tyre": ("R/T",)}) == {"Tyre": ("R/T",)}
    with pytest.raises(ValueRefused):
        CustomField().check({"R/T": "yes"})


def test_a_moment_of_pythons_own_is_taken_for_what_it_says() -> None:
    moment = datetime(2024, 3, 10, 16, 1)
    assert DayField().check(moment) == date(2024, 3, 10)
    assert type(DayField().check(moment)) is date
    assert MomentField().check(moment) == Moment(date(2024, 3, 10), time(16, 1))
    assert type(CustomField().check({"On": moment})["On"]) is date


def test_choices_are_divided_as_people_write_them() -> None:
    field = ChoicesField({"petrol": "Petrol", "electric": "Electricity"})
    assert field.check("electric + petrol, petrol") == ("petrol", "electric")
    assert field.from_json(["fusion", "petrol"]) == ("fusion", "petrol")
    with pytest.raises(ValueRefused):
        field.from_json(["two words"])


@pytest.mark.parametrize(
    ("word", "flag"), [("Yes", True), ("0", False), ("on", True), ("", False), (True, True)]
)
def test_flags_are_read_as_people_write_them(word: object, flag: bool) -> None:
    assert FlagField().check(word) is flag


def test_negative_amounts_are_refused_where_they_make_no_sense() -> None:
    with pytest.raises(ValueRefused):
        QuantityField(Dimension.VOLUME).check(Quantity("-3", "L"))
    with pytest.raises(ValueRefused):
        MoneyField().check(Money("-0.01", "EUR"))
    assert QuantityField(Dimension.VOLUME).check(Quantity("-0", "L")).value == "-0"
    assert MoneyField(negative=True).check(Money("-5", "EUR")).amount == "-5"


def test_a_quantity_of_another_dimension_is_refused() -> None:
    with pytest.raises(ValueRefused, match="is no volume"):
        QuantityField(Dimension.VOLUME).check(Quantity("3", "km"))


@given(kinds_with_values)
def test_every_field_type_comes_back_from_its_cell(drawn) -> None:  # type: ignore[no-untyped-def]
    kind, given_values = drawn
    for name, value in kind.complete(given_values).items():
        type_ = kind.field(name).type
        cell = type_.cell(value)
        if cell is None:
            assert not value
        else:
            assert (type_.decode(cell) if type_.decode else cell) == value
        assert type_.from_json(type_.to_json(value)) == value
        if type_.sortable:
            assert isinstance(type_.number(value), float)
