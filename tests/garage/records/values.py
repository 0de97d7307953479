"""Strategies for checked values of every field type, and for whole records of every kind."""

from __future__ import annotations

import uuid
from datetime import UTC, date, datetime, time
from typing import Any

from hypothesis import strategies as st

from garage.calendar.durations import Duration
from garage.calendar.series import InstanceId
from garage.moments import Moment
from garage.money import Money, UnitPrice
from garage.periods import Period
from garage.records import FieldType, Kind, Source, kinds
from garage.records.agenda_fields import (
    EventTimesField,
    InstanceField,
    TextListField,
    Trigger,
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
from tests.garage.ics.test_round_trip import some_times

ids = st.uuids(version=4).map(str)
words = st.text(min_size=1, max_size=20)
days = st.dates(min_value=date(1, 1, 1), max_value=date(9999, 12, 31))
moments = st.one_of(
    st.builds(Moment, days),
    st.builds(
        Moment,
        days,
        st.builds(time, st.integers(0, 23), st.integers(0, 59), st.sampled_from([0, 0, 7, 59])),
        st.none() | st.integers(-14 * 60, 14 * 60),
    ),
)
positions = st.tuples(st.integers(-90, 90), st.integers(-180, 180)).map("{0[0]},{0[1]}.0".format)
periods = st.builds(Period, st.integers(1, 9999), st.sampled_from("DWMY"))
plain_numbers = st.decimals(
    min_value=0, max_value=10**9, allow_nan=False, allow_infinity=False, places=3
).map(lambda number: f"{number:f}")
typed = st.none() | st.sampled_from(["12,5 l", "1 234 km", "about 5"])


def quantities(dimension: Dimension | None) -> st.SearchStrategy[Quantity]:
    """Quantities of a dimension (or any), none of them an economy of nothing."""
    codes = [
        code
        for code, unit in UNITS.items()
        if dimension is None or alike(unit.dimension, dimension)
    ]
    positive = plain_numbers.filter(lambda text: text.strip("0.") != "")
    return st.builds(Quantity, positive, st.sampled_from(codes), typed)


money = st.builds(Money, plain_numbers, st.sampled_from(["EUR", "USD", "JPY"]), typed)
unit_prices = st.builds(
    UnitPrice, plain_numbers, st.sampled_from(["EUR", "GBP"]), st.sampled_from(["L", "kWh"]), typed
)
sources = st.one_of(
    st.builds(Source, st.sampled_from(["typed", "made"])),
    st.builds(
        Source, st.just("imported"), st.just("fuelio"),
        st.text(max_size=20), st.integers(0, 10**6),
    ),
)  # fmt: skip
custom_values = st.one_of(
    st.text(max_size=20).filter(lambda text: text != ""),
    quantities(None),
    days,
    st.text(min_size=1, max_size=20).map(lambda word: (word,)),
)
instance_ids = st.one_of(
    st.builds(InstanceId, days),
    st.builds(
        InstanceId,
        st.datetimes(datetime(1000, 1, 1)).map(lambda moment: moment.replace(microsecond=0)),
        st.sampled_from(["", "UTC", "Europe/Berlin"]),
    ),
)
triggers = st.one_of(
    st.builds(Trigger, st.builds(Duration, st.integers(-400, 0), st.just(0)), st.booleans()),
    st.builds(
        Trigger, at=st.datetimes(datetime(1971, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))
    ),
    st.builds(Trigger, odometer=quantities(Dimension.DISTANCE)),
)
names = words.filter(lambda text: "/" not in text and TextField().check(text) != "")


def values_of(type_: FieldType) -> st.SearchStrategy[Any]:
    """What a person or a program could give a field of this type."""
    match type_:
        case TextField():
            return words
        case ChoiceField(choices):
            return st.sampled_from(list(choices))
        case ChoicesField(choices):
            return st.lists(st.sampled_from(list(choices)), unique=True)
        case FlagField():
            return st.booleans()
        case WholeField(minimum, maximum):
            return st.integers(minimum, maximum)
        case DayField():
            return days
        case MomentField():
            return moments
        case PeriodField():
            return periods
        case PositionField():
            return positions
        case ReferenceField():
            return ids
        case QuantityField(dimension):
            return quantities(dimension)
        case MoneyField():
            return money
        case UnitPriceField():
            return unit_prices
        case TagsField():
            return st.lists(names, max_size=3)
        case CustomField():
            return st.dictionaries(names, custom_values, max_size=3)
        case SourceField():
            return sources
        case EventTimesField():
            return some_times()
        case InstanceField():
            return instance_ids
        case TextListField():
            return st.lists(words.filter(lambda text: TextField().check(text) != ""), max_size=3)
        case TriggerField():
            return triggers
    raise AssertionError(f"no strategy for {type_}")


def values_of_kind(kind: Kind) -> st.SearchStrategy[dict[str, Any]]:
    """Unchecked values for some or all fields of a kind, required ones included."""
    given = {field.name: values_of(field.type) for field in kind.fields}
    required = {name for name in given if kind.field(name).required}
    # A required text must hold more than white space.
    for name in required & {f.name for f in kind.fields if isinstance(f.type, TextField)}:
        given[name] = words.filter(lambda text: TextField().check(text) != "")
    return st.fixed_dictionaries(
        {name: given[name] for name in required},
        optional={name: given[name] for name in given.keys() - required},
    )


any_kind = st.sampled_from(list(kinds()))
kinds_with_values = any_kind.flatmap(lambda kind: st.tuples(st.just(kind), values_of_kind(kind)))


def fixed_id(number: int) -> str:
    """An id that is the same in every run."""
    return str(uuid.UUID(int=number))
