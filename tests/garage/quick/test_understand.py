"""One line, as a person would note it, becomes the record that they meant."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from garage.errors import ValueRefused
from garage.moments import Moment
from garage.money import Money, UnitPrice
from garage.quick import QuickContext, Role, SinceFull, Understood, understand
from garage.reading import Reading
from garage.records import kind_named
from garage.regions import Preferences
from garage.units import Quantity

TODAY = date(2026, 11, 22)


def context(region: str = "IE", last: Quantity | None = None, **known: Any) -> QuickContext:
    """An Octavia at 83,313 km, read with the habits of a region."""
    reading = Reading.of(Preferences.for_region(region), zone=UTC, today=TODAY)
    last = last or Quantity("83313", "km")
    known.setdefault("since_full", dict.fromkeys(("volume", "energy"), SinceFull(last)))
    return QuickContext(reading, last_odometer=last, **known)


def worked(found: Understood) -> dict[str, str]:
    return {each.name: each.value.text for each in found.worked_out}


def amounts(found: Understood) -> dict[str, str]:
    """The numbers of the record, as text."""
    return {
        name: value.text
        for name, value in found.values.items()
        if isinstance(value, Quantity | Money | UnitPrice)
    }


def test_the_line_of_the_mockup_is_a_full_fill_up_with_its_figures() -> None:
    found = understand("45.2 l 71.30 € 84120 km", context())
    assert found.kind == "fill_up"
    assert amounts(found) == {"volume": "45.2 L", "total": "71.30 EUR", "odometer": "84120 km"}
    assert worked(found) == {
        "price": "1.577 EUR/L",
        "distance": "807 km",
        "economy": "5.60 L/100km",
    }
    assert found.values["date"] == Moment(TODAY)
    assert found.questions == ()
    assert found.left == ()
    assert [found.text[p.start : p.end] for p in found.pieces] == ["45.2 l", "71.30 €", "84120 km"]


@pytest.mark.parametrize("region", ["IE", "DE"])
@pytest.mark.parametrize("typed", ["84.120 km", "84,120 km", "odometer 84.120", "km-stand 84,120"])
def test_the_thousands_of_an_odometer_are_none_of_its_decimals(region: str, typed: str) -> None:
    found = understand(f"45 l 71 € {typed}", context(region))
    assert amounts(found)["odometer"] == "84120 km"
    assert found.questions == ()


def test_a_distance_driven_keeps_its_decimals() -> None:
    assert amounts(understand("45 l 71 € +12.345 km", context()))["odometer"] == "83325.345 km"


def test_economy_is_in_the_unit_of_the_region() -> None:
    assert worked(understand("45,2 l 84120 km", context("DE")))["economy"] == "5.60 L/100km"


def test_what_was_typed_is_kept() -> None:
    found = understand("45,20 l 71,30 €", context("DE"))
    assert found.values["volume"] == Quantity("45.20", "L", "45,20 l")
    assert found.values["total"] == Money("71.30", "EUR", "71,30 €")


@pytest.mark.parametrize(
    "text", ["45.2 71.30 84120", "84120 45.2 71.30", "71.30 84120 45.2", "71.30 45.2 84120"]
)
def test_numbers_alone_are_told_apart_in_whatever_order(text: str) -> None:
    found = understand(text, context("MT"))
    assert amounts(found) == {"volume": "45.2 L", "total": "71.30 EUR", "odometer": "84120 km"}
    assert found.questions == ()
    assert all(piece.guessed for piece in found.pieces)


def test_two_numbers_that_could_be_either_are_asked_about() -> None:
    found = understand("40 41 84120", context("SE"))
    assert [each.code for each in found.questions] == ["volume_or_total"]
    assert amounts(found)["volume"] == "40 L"


def test_the_usual_price_tells_volume_from_total() -> None:
    usual = UnitPrice("18.50", "SEK", "L")
    found = understand("740 40 84120", context("SE", usual_price=usual))
    assert amounts(found)["volume"] == "40 L"
    assert found.questions == ()


@pytest.mark.parametrize("text", ["1.579/l", "@1.579", "€1.579/l", "1.579 €/l", "1.579 per litre"])
def test_a_price_is_understood_and_gives_the_total(text: str) -> None:
    found = understand(f"45.2 l {text}", context("MT"))
    assert found.values["price"].decimal == UnitPrice("1.579", "EUR", "L").decimal
    assert found.values["price"].per == "L"
    assert found.values["total"] == Money("71.37", "EUR")
    assert worked(found)["total"] == "71.37 EUR"


def test_price_and_total_give_the_volume() -> None:
    found = understand("71.37 € @1.579", context("MT"))
    assert amounts(found)["volume"] == "45.20 L"
    assert "economy" not in worked(found)


def test_a_sum_that_does_not_add_up_is_said_and_kept() -> None:
    found = understand("45.2 l 99.30 € 1.579/l", context("MT"))
    assert [each.code for each in found.questions] == ["does_not_add_up"]
    assert amounts(found)["total"] == "99.30 EUR"


@pytest.mark.parametrize(
    ("text", "region", "day"),
    [
        ("yesterday", "DE", date(2026, 11, 21)), ("gestern", "DE", date(2026, 11, 21)),
        ("6 nov", "DE", date(2026, 11, 6)), ("6. November", "DE", date(2026, 11, 6)),
        ("06.11.2026", "DE", date(2026, 11, 6)), ("6/11", "GB", date(2026, 11, 6)),
        ("6/11", "US", date(2026, 6, 11)), ("Dec 24", "US", date(2025, 12, 24)),
        ("2026-11-06", "US", date(2026, 11, 6)), ("3 days ago", "GB", date(2026, 11, 19)),
        ("vor 3 Tagen", "DE", date(2026, 11, 19)),
    ],
)  # fmt: skip
def test_days_are_read_by_the_order_of_the_region(text: str, region: str, day: date) -> None:
    found = understand(f"45 l {text}", context(region))
    assert found.values["date"] == Moment(day)
    assert found.left == ()


def test_a_time_has_the_offset_of_the_place() -> None:
    found = understand("44 l 06.11.2026 14:30", context("DE"))
    assert found.values["date"] == Moment(date(2026, 11, 6), time(14, 30), 0)


@pytest.mark.parametrize(
    ("word", "name", "value"),
    [
        ("full", "full", True), ("voll", "full", True), ("partial", "full", False),
        ("nicht voll", "full", False), ("missed", "missed", True), ("vergessen", "missed", True),
        ("diesel", "fuel", "diesel"), ("E10", "grade", "E10"),
    ],
)  # fmt: skip
def test_words_say_how_it_was_filled(word: str, name: str, value: object) -> None:
    found = understand(f"45 l {word}", context())
    assert found.values[name] == value
    assert "notes" not in found.values


def test_a_partial_or_missed_fill_has_no_economy() -> None:
    for word in ("partial", "missed"):
        assert "economy" not in worked(understand(f"45 l 84120 km {word}", context()))


def test_partial_fills_before_count_in_the_economy() -> None:
    since = {"volume": SinceFull(Quantity("83120", "km"), Quantity("20.0", "L"))}
    known = context("DE", since_full=since)
    assert worked(understand("40 l 84120 km", known))["economy"] == "6.00 L/100km"


def test_without_a_full_fill_up_before_there_is_a_distance_but_no_economy() -> None:
    found = worked(understand("40 l 84120 km", context(since_full={})))
    assert found["distance"] == "807 km"
    assert "economy" not in found


def test_the_fuel_that_a_line_names_says_where_its_economy_counts_from() -> None:
    since = {
        "volume": SinceFull(Quantity("84020", "km")),
        "lpg": SinceFull(Quantity("83620", "km")),
    }
    known = context(since_full=since)
    assert worked(understand("40 l lpg 84120 km", known))["economy"] == "8.00 L/100km"
    assert worked(understand("8 l 84120 km", known))["economy"] == "8.00 L/100km"
    assert "economy" not in worked(understand("40 kWh 84120 km", known))


def test_american_gallons_miles_and_dollars() -> None:
    known = context("US", Quantity("52000", "mi"))
    found = understand("12.3 gal $41.20 52,310", known)
    assert amounts(found) == {"volume": "12.3 gal_us", "total": "41.20 USD", "odometer": "52310 mi"}
    assert worked(found) == {
        "price": "3.350 USD/gal_us", "distance": "310 mi", "economy": "25.20 mpg_us",
    }  # fmt: skip


def test_a_charge_counts_energy_and_its_state() -> None:
    found = understand("38 kWh 20→80% 19,40 € 84300", context("DE", energies=("electric",)))
    assert amounts(found)["energy"] == "38 kWh"
    assert (amounts(found)["charge_from"], amounts(found)["charge_to"]) == ("20 %", "80 %")
    assert worked(found)["price"] == "0.511 EUR/kWh"


def test_for_an_electric_car_bare_numbers_are_energy_and_its_price() -> None:
    found = understand("38 0,49 84300", context("DE", energies=("electric",)))
    assert amounts(found)["energy"] == "38 kWh"
    assert amounts(found)["price"] == "0.49 EUR/kWh"


def test_a_station_is_what_stands_behind_at() -> None:
    found = understand("45 l at Shell Pasing 71.30 € #holiday", context())
    assert found.values["station"] == "Shell Pasing"
    assert found.values["tags"] == frozenset({"holiday"})


def test_a_known_station_needs_no_word() -> None:
    found = understand("45 l jet sendling", context(stations=("Jet", "Jet Sendling")))
    assert found.values["station"] == "Jet Sendling"


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("45 l 71.30 €, Total Energies Orleans, 84300 km", "Total Énergies Orléans"),
        ("45 l TOTAL E\u0301NERGIES ORLE\u0301ANS 71.30 €", "Total Énergies Orléans"),
        ("45 l @hem strassburg 71.30 €", "HEM Straßburg"),
        ("HEM STRASSBURG", "HEM Straßburg"),
        ("45 l bei ﬁna süd #holiday", "Fina Süd"),
    ],
)
def test_a_known_station_is_taken_however_it_is_typed_and_spelled_as_in_the_log(
    text: str, known: str
) -> None:
    stations = ("Total Énergies Orléans", "HEM Straßburg", "Fina Süd", "Hem")
    found = understand(text, context(stations=stations))
    assert found.values["station"] == known
    assert "station_offered" not in {each.code for each in found.questions}
    assert "notes" not in found.values


@pytest.mark.parametrize(
    ("text", "kind", "values"),
    [
        ("parking 9 €", "expense", {"category": "parking", "title": "Parking"}),
        ("9 Parkhaus", "expense", {"category": "parking", "title": "Parkhaus"}),
        ("Maut Brenner 12", "expense", {"category": "toll", "title": "Brenner"}),
        ("flowers 9 €", "expense", {"category": "other", "title": "flowers"}),
        ("service 249 € oil and filter 84120 km", "service", {"title": "Oil and filter"}),
        ("oil change 89 84120", "service", {"title": "Oil change"}),
        ("Ölwechsel mit Filter 89 €", "service", {"title": "Ölwechsel mit Filter"}),
        ("Reparatur Auspuff 310 €", "repair", {"title": "Auspuff"}),
        ("84120 km", "odometer_reading", {}),
        ("Kilometerstand 84120", "odometer_reading", {}),
        ("84120", "odometer_reading", {}),
    ],
)
def test_words_make_it_another_kind(text: str, kind: str, values: dict[str, str]) -> None:
    found = understand(text, context())
    assert found.kind == kind
    assert {name: found.values[name] for name in values} == values
    kind_named(kind).complete({**found.values, "vehicle": "0197a000-0000-7000-8000-000000000000"})


def test_an_expense_and_a_service_have_their_money_and_odometer() -> None:
    found = understand("service 249 € oil and filter 84120 km", context())
    assert amounts(found) == {"total": "249 EUR", "odometer": "84120 km"}
    assert amounts(understand("9 Parkhaus", context())) == {"total": "9 EUR"}


def test_litres_beside_a_service_word_are_part_of_what_was_done() -> None:
    found = understand("service 249 € 4.5 l oil", context())
    assert found.kind == "service"
    assert "volume" not in found.values
    assert "4.5 l oil" in found.values["title"]


def test_an_odometer_below_the_last_is_kept_and_asked_about() -> None:
    found = understand("45 l 8412 km", context())
    assert amounts(found)["odometer"] == "8412 km"
    assert [each.code for each in found.questions] == ["odometer_lower"]


def test_a_day_before_the_last_reading_has_no_distance_and_is_asked_about() -> None:
    known = replace(context(last=Quantity("84120", "km")), last_day=TODAY)
    late = understand("84430 km 45.2 l yesterday", known)
    assert worked(late) == {}
    assert [each.code for each in late.questions] == ["odometer_higher"]
    earlier = understand("84000 km 45.2 l yesterday", known)
    assert (worked(earlier), list(earlier.questions)) == ({}, [])


def test_a_grouped_odometer_is_taken_for_what_it_must_be_and_asked_about() -> None:
    found = understand("84.120 45.2 l", context("MT"))
    assert amounts(found)["odometer"] == "84120 km"
    assert [each.code for each in found.questions] == ["odometer_grouping"]


@pytest.mark.parametrize(
    "text", ["84 120 km 45 l", "km 84120 45 l", "45 l bei km 84120", "Tacho: 84.120 km 45 l"]
)
def test_an_odometer_is_found_however_it_is_written(text: str) -> None:
    found = understand(text, context("DE"))
    assert amounts(found) == {"odometer": "84120 km", "volume": "45 L"}
    assert found.left == ()


def test_a_price_with_the_foreign_mark_is_taken_for_one_and_asked_about() -> None:
    found = understand("45 l 1.579", context("DE"))
    assert amounts(found)["price"] == "1.579 EUR/L"
    assert [each.code for each in found.questions] == ["price_mark"]


def test_a_word_for_filling_up_is_no_note() -> None:
    found = understand("getankt 45 l x 1,579 bei Aral", context("DE"))
    assert found.kind == "fill_up"
    assert found.values["station"] == "Aral"
    assert amounts(found)["total"] == "71.06 EUR"
    assert found.left == ()


def test_a_distance_driven_is_added_to_the_last_reading() -> None:
    assert amounts(understand("+797 km 45 l", context()))["odometer"] == "84110 km"


@pytest.mark.parametrize(
    ("text", "station"),
    [("45 l 71.30 shell nord", "shell nord"), ("Esso 45 l 71.30 84,120", "Esso"),
     ("45 l @1.579 84,120 km OMV A8 Süd", "OMV A8 Süd"), ("45 l 71.30 Total #trip", "Total")],
)  # fmt: skip
def test_a_new_name_where_a_station_stands_is_offered_as_one(text: str, station: str) -> None:
    found = understand(text, context())
    assert found.values["station"] == station
    assert "notes" not in found.values
    assert found.left == ()
    (piece,) = [each for each in found.pieces if each.role is Role.STATION]
    assert piece.guessed
    assert text[piece.start : piece.end] == station
    (asked,) = [each for each in found.questions if each.role is Role.STATION]
    assert station in asked.message


@pytest.mark.parametrize(
    ("text", "note"),
    [("45 l 71.30, pump was slow", "pump was slow"), ("45 l 71.30 with trailer", "with trailer"),
     ("45 l 71.30 so very hot and dry today out there", None), ("45 l Esso", "Esso"),
     ("84,120 km Esso", "Esso")],
)  # fmt: skip
def test_what_is_no_name_or_stands_apart_stays_a_note(text: str, note: str | None) -> None:
    found = understand(text, context())
    assert "station" not in found.values
    assert found.values["notes"] == note if note else found.values["notes"]


def test_a_known_or_named_station_leaves_other_words_to_the_note() -> None:
    found = understand("45 l 71.30 shell pump slow", context(stations=("Shell",)))
    assert (found.values["station"], found.values["notes"]) == ("Shell", "pump slow")


def test_what_is_not_understood_stays_in_the_note_and_is_listed() -> None:
    found = understand("45 l strange noise, left side", context())
    assert found.left == ("strange noise, left side",)
    assert found.values["notes"] == "strange noise, left side"
    assert [p.role for p in found.pieces] == [Role.VOLUME, Role.NOTE]


def test_a_line_that_is_too_long_is_refused() -> None:
    with pytest.raises(ValueRefused) as refused:
        understand("1 " * 251, context())
    assert refused.value.code == "too_long"


lines = st.lists(
    st.sampled_from(
        ["45.2 l", "45,2", "71.30", "€", "$", "84120", "84.120", "km", "mi", "@1.579", "/l",
         "6/11", "06.11.2026", "30.02.2026", "14:30", "2026-13-45", "full", "missed", "at", "Shell",
         "#tag", "20→80%", "service", "parking", "-", "@", "oil change", "yesterday", "odo", "0",
         "1.579",
         "99999999999999999999999999999999999999999999", "1e5", "½", "٤٥", "l", "kWh", "-5 €"]
    ),
    max_size=14,
).map(" ".join)  # fmt: skip


@settings(max_examples=250)
@given(
    st.one_of(lines, st.text(max_size=80)),
    st.sampled_from(["DE", "US", "JP", "MT"]),
    st.sampled_from([None, Quantity("83313", "km"), Quantity("0", "mi")]),
    st.booleans(),
)
def test_no_line_breaks_it_and_pieces_never_overlap(
    text: str, region: str, last: Quantity | None, electric: bool
) -> None:
    reading = Reading.of(Preferences.for_region(region), today=TODAY)
    known = QuickContext(
        reading, energies=("electric",) if electric else (), last_odometer=last, stations=("Shell",)
    )
    found = understand(text, known)
    at = 0
    for piece in found.pieces:
        assert at <= piece.start < piece.end <= len(text)
        part = text[piece.start : piece.end]
        assert part == part.strip()
        at = piece.end
    kind = kind_named(found.kind)
    assert kind.check(found.values) == dict(found.values)
    for part in found.left:
        assert part in text


def asked(text: str, **known: Any) -> tuple[Understood, list[str]]:
    found = understand(text, context(**known))
    return found, [question.code for question in found.questions]


def test_a_minus_is_not_swallowed_without_a_word() -> None:
    found, codes = asked("-5 l")
    assert (amounts(found)["volume"], codes) == ("5 L", ["minus"])
    assert asked("45-50 l")[1] != ["minus"]


@pytest.mark.parametrize("text", ["45 l 45 l", "100% 45 l", "45 l 12 kg 3 gal", "45 l 50 kWh"])
def test_what_has_a_unit_is_never_taken_for_money(text: str) -> None:
    found, codes = asked(text)
    assert "total" not in found.values
    assert "left_over" in codes or "energy" in found.values


@pytest.mark.parametrize("day", ["30 feb", "31.02.2026", "31.04.", "2026-02-30", "31. Juni"])
def test_a_day_that_does_not_exist_is_asked_about(day: str) -> None:
    found, codes = asked(f"45 l {day}")
    assert codes == ["no_day"]
    assert "total" not in found.values
    assert day.rstrip(".") in found.values["notes"]


def test_electricity_for_a_car_without_a_plug_is_asked_about() -> None:
    assert asked("45 kWh", energies=("diesel",))[1] == ["no_plug"]
    assert asked("45 kWh", energies=("petrol", "electric"))[1] == []
    assert asked("45 kWh")[1] == []


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("45 l last monday", date(2026, 11, 16)),
        ("45 l letzten montag", date(2026, 11, 16)),
        ("45 l 70 € last sunday", date(2026, 11, 15)),
        ("45 l sunday", date(2026, 11, 22)),
    ],
)
def test_the_last_weekday_is_a_day_and_no_station(text: str, day: date) -> None:
    found, codes = asked(text)
    assert found.values["date"].day == day
    assert not {"station", "notes"} & set(found.values)
    assert codes == []


@pytest.mark.parametrize(
    "text", ["Oil change 4.7 l 60 €", "parking 2 h 9 €", "45.2 l 71.30 EUR 84120 km full"]
)
def test_what_was_read_well_is_not_asked_about(text: str) -> None:
    assert not {"minus", "left_over", "no_day", "no_plug"} & set(asked(text)[1])
