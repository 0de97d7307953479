"""SQL gives the answer that plain Python gives, over whatever records and filters there are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, create_engine, delete, select
from sqlalchemy.pool import StaticPool

from client.store.codec import codec
from client.store.filtering import condition_of, teach
from client.store.schema import table_of
from garage.filters import evaluate, parse
from garage.moments import Moment
from garage.money import Money, UnitPrice
from garage.periods import Period
from garage.reading import Reading
from garage.records import (
    Expense,
    FillUp,
    Record,
    Reminder,
    Source,
    Specification,
    Vehicle,
    kind_named,
)
from garage.units import Quantity

READING = Reading(today=date(2026, 11, 22))
KINDS = ("vehicle", "specification", "fill_up", "expense", "reminder")
TEXTS = ["Shell Pasing", "shell", "Škoda", "skoda", "ÉLAN", "a'b", "50%", "x_y", "100", "2026"]
UNITS = {
    "volume": ["L", "gal_us", "ml"],
    "odometer": ["km", "mi"],
    "charge_to": ["%"],
    "value": ["Nm", "lb-ft", "kW", "km", "L/100km", "mpg_us", ""],
}


@pytest.fixture(scope="module")
def connection() -> Iterator[Connection]:
    engine = create_engine("sqlite://", poolclass=StaticPool)
    with engine.connect() as opened:
        for name in KINDS:
            table_of(kind_named(name)).create(opened)
        teach(opened)
        yield opened
    engine.dispose()


class Everything:
    """A lookup over records in memory."""

    def __init__(self, records: Iterable[Record]) -> None:
        self.records = [each for each in records if not each.deleted and each.batch != 7]

    def record(self, kinds: tuple[str, ...], id_: str) -> Record | None:
        return next((r for r in self.records if r.kind in kinds and r.id == id_), None)

    def specifications(self, vehicle: str) -> Iterable[Specification]:
        return [r for r in self.records if isinstance(r, Specification) and r.vehicle == vehicle]


def keep(connection: Connection, records: Sequence[Record]) -> None:
    """Replace all rows by these records."""
    for name in KINDS:
        connection.execute(delete(table_of(kind_named(name))))
    for number, record in enumerate(records):
        kind = kind_named(record.kind)
        coding = codec(kind)
        row = coding.columns([f.name for f in kind.fields], coding.values(record))
        envelope: dict[str, Any] = {
            "n": number, "space": "home", "id": record.id, "stamp": "1",
            "deleted": int(record.deleted), "batch": record.batch,
        }  # fmt: skip
        connection.execute(table_of(kind).insert().values(**row, **envelope))


def found(connection: Connection, text: str, kind: str) -> set[str]:
    """The ids that SQL finds."""
    known = kind_named(kind)
    condition = condition_of(parse(text, known, READING), known, hidden=(7,))
    return set(connection.execute(select(table_of(known).c.id).where(condition)).scalars())


def digits(most: int = 600) -> st.SearchStrategy[str]:
    return st.one_of(
        st.integers(0, most).map(str),
        st.decimals(0, most, places=2).map(str),
        st.sampled_from(["50", "50.00", "49.5", "50.5", "400", "1.579", "2026"]),
    )


def quantity(field: str) -> st.SearchStrategy[Quantity]:
    return st.builds(
        Quantity,
        digits().filter(lambda text: text.strip("0.") != ""),
        st.sampled_from(UNITS[field]),
        st.sampled_from([None, "typed 50 Nm", "50 EUR"]),
    )


maybe = st.none
days = st.dates(date(2025, 11, 1), date(2027, 1, 31))
moments = st.builds(Moment, days, st.sampled_from([None, time(0, 0), time(23, 59)]))
moneys = st.builds(
    Money, digits(), st.sampled_from(["EUR", "USD"]), st.sampled_from([None, "5 EUR"])
)
prices = st.builds(
    UnitPrice, digits(5), st.sampled_from(["EUR", "USD"]), st.sampled_from(["L", "gal_us", "kWh"])
)
texts = st.sampled_from(["", *TEXTS])
tags = st.frozensets(st.sampled_from(["winter", "winterreifen", "été", "x"]), max_size=2)
custom = st.dictionaries(
    st.sampled_from(["Paint code", "paint-code", "Länge", 'q"uote']),
    st.one_of(
        st.sampled_from(TEXTS),
        days,
        quantity("value"),
        st.sampled_from(TEXTS).map(lambda word: (word,)),
    ),
    max_size=2,
)
sources = st.sampled_from([None, Source(), Source("imported", "fuelio", "My Car.csv", 12)])
identities = st.sampled_from(["v1", "v2"])
deleted = st.sampled_from([False, False, True])
batches = st.sampled_from([None, None, 3, 7])

vehicles = st.builds(
    Vehicle, name=texts, make=texts, year=st.sampled_from([None, 2016, 2026]), tags=tags,
    energies=st.sampled_from([(), ("petrol",), ("petrol", "electric")]), custom=custom,
    deleted=deleted,
)  # fmt: skip
specifications = st.builds(
    Specification, vehicle=identities, name=st.sampled_from(["Torque", "torque", "Engine code"]),
    value=maybe() | quantity("value"), text=texts, deleted=deleted, batch=batches,
)  # fmt: skip
fill_ups = st.builds(
    FillUp, vehicle=identities, date=maybe() | moments, volume=maybe() | quantity("volume"),
    odometer=maybe() | quantity("odometer"), charge_to=maybe() | quantity("charge_to"),
    total=maybe() | moneys, price=maybe() | prices, full=st.booleans(), station=texts, tags=tags,
    fuel=st.sampled_from(["", "petrol", "diesel"]), custom=custom, source=sources,
    tank=st.sampled_from([None, 1, 2]),
)  # fmt: skip
reminders = st.builds(
    Reminder, vehicle=st.just(""), due=maybe() | days, title=texts,
    every=st.sampled_from([None, Period(6, "M"), Period(1, "Y")]),
)  # fmt: skip


@st.composite
def garages(draw: st.DrawFn) -> list[Record]:
    """Two vehicles and what hangs on them."""
    import dataclasses

    cars = [dataclasses.replace(draw(vehicles), id=id_) for id_ in ("v1", "v2")]
    rest = draw(
        st.lists(st.one_of(specifications, fill_ups, fill_ups, reminders), min_size=2, max_size=7)
    )
    return [*cars, *(dataclasses.replace(r, id=f"r{n}") for n, r in enumerate(rest))]


words = st.sampled_from([*TEXTS, "Pasing", "pas", "é", "SKO"]).map(lambda text: f'"{text}"')
orders = st.sampled_from(["=", "!=", "<", "<=", ">", ">="])
matching = st.sampled_from(["=", "!=", "~"])
numbers = digits()
when = st.one_of(
    days.map(str),
    st.sampled_from(["2026", "2026-03", "today", "today - 30 days", "last month", "this year"]),
)


def joined(*parts: Any) -> st.SearchStrategy[str]:
    """A test of these parts with spaces between."""
    made = [st.just(part) if isinstance(part, str) else part for part in parts]
    return st.tuples(*made).map(" ".join)


own_tests = st.one_of(
    joined('custom."Paint code"', matching, words),
    joined("custom.'q\"uote'", orders, numbers),
    joined("custom.Länge", orders, numbers, st.sampled_from(["Nm", "km", "mpg"])),
    joined("custom.paint_code", orders, when),
    joined("custom.Länge is empty"),
)
common = st.one_of(
    joined("tags", matching, st.sampled_from(["winter", "ete", "été", "WINTER", "inter", "x"])),
    joined("tags is empty"), joined("source ~ fuelio"), joined("source = my car.csv"), own_tests,
)  # fmt: skip
TESTS = {
    "fill_up": st.one_of(
        joined("volume", orders, numbers, st.sampled_from(["", "l", "gal_us", "ml"])),
        joined("odometer", orders, numbers, st.sampled_from(["", "km", "mi"])),
        joined("total", orders, numbers, st.sampled_from(["", "EUR", "USD"])),
        joined("price", orders, digits(5), st.sampled_from(["", "EUR/l", "USD/gal", "EUR/kWh"])),
        joined("date", st.sampled_from(["=", "in", "<", "<=", ">", ">="]), when),
        joined("station", matching, words), joined("vehicle", matching, words),
        joined("fuel", st.sampled_from(["= petrol", "!= diesel", "in (petrol, diesel)", "~ SEL"])),
        joined(st.sampled_from(["full", "not missed", "full = no", "full is empty"])),
        joined("tank", orders, st.integers(0, 3).map(str)),
        joined(st.sampled_from(["station is empty", "total is not empty", "date is empty"])),
        common,
    ),
    "vehicle": st.one_of(
        joined("torque", orders, numbers, st.sampled_from(["", "lb-ft", "Nm", "kW", "mpg"])),
        joined("engine_code", matching, words), joined("torque is empty"),
        joined("energies", matching, st.sampled_from(["petrol", "electric"])),
        joined("year", orders, st.sampled_from(["2016", "2026"])), joined("make", matching, words),
        joined("year in (2016, 2020)"), common,
    ),
    "specification": joined("value", orders, numbers, st.sampled_from(["", "lb-ft", "km"])),
    "reminder": st.one_of(
        joined("due", orders, when), joined("every", st.sampled_from(["= 6 months", "!= P1Y"]))
    ),
}  # fmt: skip


@st.composite
def filters(draw: st.DrawFn) -> tuple[str, str]:
    """(kind, filter)."""
    kind = draw(st.sampled_from(["fill_up", "fill_up", "vehicle", "specification", "reminder"]))
    text = st.recursive(
        TESTS[kind],
        lambda inner: st.one_of(
            joined(inner, st.sampled_from(["and", "or", "AND"]), inner),
            inner.map(lambda each: f"not ({each})"),
            inner.map(lambda each: f"({each})"),
        ),
        max_leaves=4,
    )
    return kind, draw(text)


@settings(max_examples=120)
@given(garages(), filters())
def test_the_database_finds_what_the_rules_say(
    connection: Connection, records: list[Record], asked: tuple[str, str]
) -> None:
    kind, text = asked
    keep(connection, records)
    expression = parse(text, kind_named(kind), READING)
    lookup = Everything(records)
    wanted = {r.id for r in records if r.kind == kind and evaluate(expression, r, lookup)}
    assert found(connection, text, kind) == wanted


def test_a_torque_in_pound_feet_finds_the_car_described_in_newton_metres(
    connection: Connection,
) -> None:
    car = Vehicle(id="v1", name="Octavia")
    slow = Vehicle(id="v2", name="Herbie")
    facts = [
        Specification(id="s1", vehicle="v1", name="Torque", value=Quantity("542", "Nm")),
        Specification(id="s2", vehicle="v2", name="Torque", value=Quantity("450", "kW")),
    ]
    keep(connection, [car, slow, *facts])
    assert found(connection, "torque = 400 lb-ft", "vehicle") == {"v1"}
    assert found(connection, "torque > 399 lb-ft", "vehicle") == {"v1"}
    assert found(connection, "torque > 400 lb-ft", "vehicle") == set()
    assert found(connection, "not torque is empty", "vehicle") == {"v1", "v2"}


def test_a_deleted_or_unfinished_specification_counts_for_nothing(connection: Connection) -> None:
    fact = {"vehicle": "v1", "name": "Torque", "value": Quantity("500", "Nm")}
    keep(
        connection,
        [
            Vehicle(id="v1", name="Octavia"),
            Specification(id="s1", deleted=True, **fact),
            Specification(id="s2", batch=7, **fact),
        ],
    )
    assert found(connection, "torque > 100", "vehicle") == set()


def test_a_value_is_never_part_of_the_statement() -> None:
    kind = kind_named("fill_up")
    text = '''station = "'; DROP TABLE x; --" and custom."k'ey" = "v'al" and tags = "t'ag"'''
    sql = str(condition_of(parse(text, kind, READING), kind))
    assert "DROP" not in sql
    assert "'ey" not in sql
    assert "'ag" not in sql


def test_a_filter_by_the_name_of_the_vehicle_finds_its_records(connection: Connection) -> None:
    keep(
        connection,
        [
            Vehicle(id="v1", name="Škoda Octavia"),
            FillUp(id="r1", vehicle="v1"),
            FillUp(id="r2", vehicle="v2"),
        ],
    )
    assert found(connection, "vehicle ~ skoda", "fill_up") == {"r1"}
    assert found(connection, "vehicle = v2", "fill_up") == {"r2"}


def test_expenses_in_other_currencies_are_not_taken_for_euros(connection: Connection) -> None:
    keep(
        connection,
        [
            Expense(id="a", total=Money("50.01", "EUR")),
            Expense(id="b", total=Money("99", "USD")),
            Expense(id="c", total=Money("50", "EUR", "50 Euro")),
        ],
    )
    assert found(connection, "total > 50 EUR", "expense") == {"a"}
    assert found(connection, "total > 50", "expense") == {"a", "b"}
    assert found(connection, "total = 50.00 EUR", "expense") == {"c"}
