"""The filter language: what it finds, and how it says that it cannot read something."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from garage.errors import ValueRefused
from garage.filters import Comparison, Days, NothingElse, Target, evaluate, parse
from garage.moments import Moment
from garage.money import Money, UnitPrice
from garage.reading import Reading
from garage.records import FillUp, Record, Reminder, Source, Specification, Vehicle, kind_named
from garage.units import Quantity

TODAY = date(2026, 11, 22)
READING = Reading(today=TODAY)
GERMAN = Reading(decimal_mark=",", date_order="DMY", today=TODAY)
OCTAVIA = Vehicle(
    id="v1", name="Octavia", make="Škoda", year=2016, energies=("petrol", "electric"),
    custom={"Paint code": "LA7W", "Roof load": Quantity("75", "kg"), "Sealed": date(2026, 3, 1)},
    tags=frozenset({"family"}), tank=Quantity("50", "L"),
)  # fmt: skip
FILL = FillUp(
    id="f1", vehicle="v1", date=Moment(date(2026, 3, 31), time(23, 30), 60),
    odometer=Quantity("84120", "km"), volume=Quantity("45.20", "L"), total=Money("71.30", "EUR"),
    price=UnitPrice("1.577", "EUR", "L"), station="Shell Pasing", fuel="diesel", full=True,
    tags=frozenset({"winter"}), source=Source("imported", "fuelio", "My Car.csv", 4),
)  # fmt: skip
FACTS = (
    Specification(vehicle="v1", name="Torque", value=Quantity("542", "Nm")),
    Specification(vehicle="v1", name="Engine code", text="CJAA"),
    Specification(vehicle="v1", name="Consumption", value=Quantity("5.6", "L/100km")),
    Specification(vehicle="v1", name="Doors", value=Quantity("5", "")),
)


class Garage(NothingElse):
    """One vehicle and its facts."""

    def record(self, kinds: tuple[str, ...], id_: str) -> Record | None:
        return OCTAVIA if "vehicle" in kinds and id_ == "v1" else None

    def specifications(self, vehicle: str) -> Iterable[Specification]:
        return [fact for fact in FACTS if fact.vehicle == vehicle]


def holds(text: str, record: Record, reading: Reading = READING) -> bool:
    return evaluate(parse(text, kind_named(record.kind), reading), record, Garage())


@pytest.mark.parametrize(
    "text",
    [
        "volume > 45", "volume = 45", "volume = 11.94 gal_us", "volume >= 45.2 l", "volume != 46",
        "VOLUME < 12 gal", "odometer > 52000 mi", "total > 71 EUR", "total = 71.3",
        "total <= 71.30",
        "price < 1.58", "price = 1.577 EUR/l", "price > 5.9 EUR/gal", "station ~ pasing",
        "station = 'shell pasing'", "station = Shell Pasing and full", "fuel = diesel",
        "fuel in (petrol, diesel)", "fuel not in (petrol, lpg)", "tags = winter", "tags ~ int",
        "tags in (summer, winter)", "not missed", "missed = no", "tank is empty",
        "station is not empty", "date in 2026", "date in 2026-03", "date = 2026-03-31",
        "date < today - 30 days", "date >= 2026-03-31", "vehicle = octavia",
        "vehicle ~ skoda", "vehicle = v1", "source ~ fuelio", "source = imported",
        "(volume > 50 or total > 50) and not (fuel = petrol)", "volume > 40 AND total > 50",
        "volume > 50 or volume > 40 and fuel = diesel", 'station ~ "shell p"',
        "charge_from is empty",
        "volume ≥ 45 and volume ≤ 46",
    ],
)  # fmt: skip
def test_this_fill_up_is_found(text: str) -> None:
    assert holds(text, FILL)


@pytest.mark.parametrize(
    "text",
    [
        "volume > 45.2", "volume < 45.2", "volume = 44", "volume > 12 gal", "total > 71.30",
        "total > 50 USD",
        "price = 1.577 USD/l", "price > 1 EUR/kWh", "station = shell", "fuel = petrol",
        "tags = wint", "missed", "date > 2026-03", "station is empty", "date in 2025",
        "date > today - 30 days",
        "tank = 1", "tank < 5", "not full", "vehicle = Herbie",
        "volume > 40 and (fuel = petrol or fuel = lpg)",
    ],
)  # fmt: skip
def test_this_fill_up_is_not_found(text: str) -> None:
    assert not holds(text, FILL)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("torque = 400 lb-ft", True), ("torque > 399 lb-ft", True), ("torque > 400 lb-ft", False),
        ("torque > 500", True), ("torque > 100 kW", False), ("engine_code = cjaa", True),
        ('"Engine code" ~ JA', True), ("engine code = CJAA", True),
        ("consumption < 6 l/100 km", True),
        ("consumption > 40 mpg", True), ("consumption < 6 km/l", False), ("doors = 5", True),
        ("towing is empty", True), ("torque is empty", False), ("towing != 5 kg", True),
        ('custom."Paint code" = la7w', True), ("custom.Paint code ~ 7", True),
        ("custom.roof_load > 160 lb", True), ("custom.Sealed in 2026", True),
        ("custom.Nothing is empty", True), ("energies = electric", True), ("year >= 2016", True),
        ("year in (2015, 2016)", True), ("name = OCTAVIA", True), ("tank > 13 gal", True),
    ],
)  # fmt: skip
def test_vehicles_are_found_by_fields_specifications_and_own_fields(
    text: str, wanted: bool
) -> None:
    assert holds(text, OCTAVIA) is wanted


def test_an_absent_value_is_never_equal_and_always_different() -> None:
    empty = FillUp()
    for text in ("volume = 0", "volume < 5", "volume > 5", "station ~ a", "date < today"):
        assert not holds(text, empty)
        assert holds(f"not {text}", empty)
    assert holds("volume != 5", empty)


def test_a_decimal_comma_and_a_german_day_are_read_where_they_are_usual() -> None:
    assert holds("volume > 45,1 and volume < 45,3", FILL, GERMAN)
    assert holds("total in (45,20, 71,30)", FILL, GERMAN)
    assert holds("date = 31.03.2026", FILL, GERMAN)


def test_a_bare_number_is_in_the_unit_that_the_person_uses() -> None:
    american = Reading(units={"volume": "gal_us", "distance": "mi"}, today=TODAY)
    assert holds("volume > 11 and volume < 13", FILL, american)
    assert not holds("volume > 13", FILL, american)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2026", date(2026, 1, 1), date(2026, 12, 31)),
        ("2026-02", date(2026, 2, 1), date(2026, 2, 28)),
        ("02/2024", date(2024, 2, 1), date(2024, 2, 29)),
        ("today", TODAY, TODAY),
        ("today - 30 days", date(2026, 10, 23), date(2026, 10, 23)),
        ("today + 2 weeks", date(2026, 12, 6), date(2026, 12, 6)),
        ("today - 6 months", date(2026, 5, 22), date(2026, 5, 22)),
        ("this month", date(2026, 11, 1), date(2026, 11, 30)),
        ("last year", date(2025, 1, 1), date(2025, 12, 31)),
        ("this week", date(2026, 11, 16), date(2026, 11, 22)),
    ],
)
def test_a_stretch_of_the_calendar_is_read(text: str, first: date, last: date) -> None:
    found = parse(f"due in {text}", kind_named("reminder"), READING)
    assert found == Comparison(Target("field", "due"), "=", Days(first, last))
    assert evaluate(found, Reminder(due=first))
    assert evaluate(found, Reminder(due=last))


@pytest.mark.parametrize(
    ("text", "place", "hint"),
    [
        ("volum > 10", 1, "did you mean volume? use one of vehicle, date"),
        ("volume > ", 10, "write one"),
        ("volume > much", 10, "number"),
        ("volume > 10 km", 10, "l"),
        ("volume", 7, "= != <"),
        ("volume ~ 4", 8, "use ="),
        ("full > 1", 6, "use ="),
        ("(volume > 10", 13, "write )"),
        ("volume > 10)", 12, "and, or"),
        ("fuel = wood", 8, "petrol"),
        ("fuel in (petrol, wood", 18, "petrol"),
        ("fuel in (petrol", 16, "write )"),
        ("station = Shell total > 5", 23, "and, or"),
        ('station = "Shell', 11, 'write "'),
        ("volume > 10 and", 16, "write a test"),
        ("date > someday", 8, "YYYY-MM-DD"),
        ("date > 2026-13", 8, "date"),
        ("date > today - 99999 years", 8, ""),
        ("custom. = 5", 9, "custom."),
        ("= 5", 1, "vehicle"),
        ("", 1, "write a test"),
    ],
)
def test_a_refusal_points_at_the_place_and_says_what_can_stand_there(
    text: str, place: int, hint: str
) -> None:
    with pytest.raises(ValueRefused) as refused:
        parse(text, kind_named("fill_up"), READING)
    assert refused.value.code == "bad_filter"
    assert f"at character {place}," in refused.value.message
    assert "▸" in refused.value.message
    assert hint in refused.value.hint


@pytest.mark.parametrize(
    "text",
    ["(" * 50 + "full" + ")" * 50, "not " * 50 + "full", " or ".join(["full"] * 101),
     f"fuel in ({', '.join(['lpg'] * 101)})", "full" + " " * 2000],
)  # fmt: skip
def test_a_filter_has_bounds(text: str) -> None:
    with pytest.raises(ValueRefused):
        parse(text, kind_named("fill_up"), READING)


tokens = st.sampled_from(
    ["volume", "total", "date", "station", "full", "tags", "custom.", "fuel", "vehicle", "every",
     "=", "!=", "<", ">=", "~", "in", "is", "empty", "not", "and", "or", "(", ")", ",", '"', "'",
     "10", "10 gal_us", "50 EUR", "today", "- 30 days", "2026", "2026-02-30", "diesel", "€", "0",
     "-1", "é", "9" * 50, "0000", "9999", "9999-12-31", "0001-01-01"]
)  # fmt: skip


@settings(max_examples=250)
@given(
    st.one_of(st.lists(tokens, max_size=12).map(" ".join), st.text(max_size=60)),
    st.sampled_from([FILL, OCTAVIA, FillUp(), Reminder(due=date.max), Reminder(due=date.min)]),
)
def test_whatever_is_typed_is_an_answer_or_a_refusal(text: str, record: Record) -> None:
    refused = None
    try:
        answer = holds(text, record)
    except ValueRefused as error:
        refused = error
    else:
        assert holds(f"not ({text})", record) is not answer
    assert refused is None or (refused.code == "bad_filter" and refused.hint)


@pytest.mark.parametrize("op", ["=", "<", "<=", ">", ">="])
@pytest.mark.parametrize("end", ["0001-01-01", "9999-12-31"])
def test_the_ends_of_the_calendar_are_days_like_others(op: str, end: str) -> None:
    day = date.fromisoformat(end)
    assert holds(f"due {op} {end}", Reminder(due=day)) is (op in ("=", "<=", ">="))
    middle = Reminder(due=TODAY)
    assert holds(f"due {op} {end}", middle) is (
        op in ("<", "<=") if day == date.max else op in (">", ">=")
    )
