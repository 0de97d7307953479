"""Values with units and provenance, and what filling in a record from them would set."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest

from garage.units import Quantity
from garage.vin import Decoded, Proposed, decode, proposal, vpic, warm
from garage.vin.makers import count

TODAY = date(2026, 11, 22)
ACCORD = "1HGCM82633A004352"


def accord() -> Decoded:
    return decode(ACCORD, today=TODAY)


def test_numbers_come_with_their_unit_and_source() -> None:
    values = accord().values
    assert values["displacement"].value == Quantity("2999", "cc")
    assert values["power"].value == Quantity("240", "hp")
    assert values["cylinders"].value == Quantity("6", "")
    assert values["gross_weight_from"].value == Quantity("4001", "lb")
    assert values["gross_weight_to"].value == Quantity("6000", "lb")
    assert values["body"].value == "Coupe"
    assert {values[each].source for each in ("displacement", "make")} == {"vin:vpic"}
    assert values["country"].source == "vin:wmi"
    assert "bed" not in values, "'Not Applicable' is no value"


def test_what_the_number_does_not_say_is_not_there() -> None:
    values = decode("VF1RFB00X56123456", today=TODAY).values
    assert set(values) == {"make", "manufacturer", "country", "region"}


def test_the_json_has_the_shape_of_the_command_line() -> None:
    shape = accord().to_json()
    assert shape["years"] == [2003]
    assert shape["confidence"] == "high"
    displacement = shape["values"]["displacement"]
    assert displacement["value"] == "2999"
    assert displacement["unit"] == "cc"
    assert displacement["si"] == pytest.approx(0.002999)
    assert displacement["source"] == "vin:vpic"


@pytest.mark.parametrize(
    ("attributes", "energies"),
    [
        ({"Fuel Type - Primary": "Gasoline"}, ("petrol",)),
        ({"Fuel Type - Primary": "Flexible Fuel Vehicle (FFV)"}, ("petrol", "ethanol")),
        (
            {
                "Fuel Type - Primary": "Electric",
                "Fuel Type - Secondary": "Gasoline",
                "Electrification Level": "PHEV (Plug-in Hybrid Electric Vehicle)",
            },
            ("petrol", "electric"),
        ),
        (
            {
                "Fuel Type - Primary": "Gasoline",
                "Fuel Type - Secondary": "Electric",
                "Electrification Level": "Strong HEV (Hybrid Electric Vehicle)",
            },
            ("petrol",),
        ),
        ({"Electrification Level": "BEV (Battery Electric Vehicle)"}, ("electric",)),
        ({"Fuel Type - Primary": "Fuel Cell"}, ("hydrogen",)),
        ({"Fuel Type - Primary": "Not Applicable"}, ()),
    ],
)
def test_energies_are_what_one_fills_in(
    attributes: dict[str, str], energies: tuple[str, ...]
) -> None:
    assert vpic.energies(attributes) == energies


@pytest.mark.parametrize(
    ("vehicle_type", "body", "kind"),
    [
        ("TRUCK", "Pickup", "truck"),
        ("TRUCK", "Cargo Van", "van"),
        ("MULTIPURPOSE PASSENGER VEHICLE (MPV)", "Minivan", "car"),
        ("MOTORCYCLE", "Motorcycle - Scooter", "motorcycle"),
        ("BUS", "Bus", None),
    ],
)
def test_the_kind_is_one_a_record_knows(vehicle_type: str, body: str, kind: str | None) -> None:
    assert vpic.kind({"Vehicle Type": vehicle_type, "Body Class": body}) == kind


@pytest.mark.parametrize("text", ["", "x", "0", "-3", "NaN", "Infinity", "1e99999", "0.0001"])
def test_a_number_that_is_none_is_left_out(text: str) -> None:
    assert dict(vpic.values({"Displacement (CC)": text, "Doors": text})) == {}


def by_field(decoded: Decoded, current: dict[str, object]) -> dict[str, Proposed]:
    return {each.field: each for each in proposal(decoded, current)}


def test_an_empty_record_gets_everything_sure() -> None:
    found = by_field(accord(), {"make": "", "energies": (), "year": None})
    assert (found["make"].value, found["model"].value) == ("Honda", "Accord")
    assert (found["year"].value, found["type"].value) == (2003, "car")
    assert found["energies"].value == ("petrol",)
    assert found["displacement"].target == "specification"
    assert not any(each.skipped for each in found.values())


def test_nothing_typed_is_overwritten() -> None:
    found = by_field(accord(), {"make": "My Honda", "year": 2003, "power": "250 hp"})
    assert found["make"].skipped
    assert found["make"].reason == "It has a value already."
    assert found["year"].reason == "It has this value already."
    assert found["power"].skipped
    assert not found["model"].skipped


def test_an_open_year_is_not_proposed() -> None:
    assert "year" not in by_field(decode("WAUZZZXX9BA000001", today=TODAY), {})


def test_a_guess_of_the_engine_is_shown_but_not_taken() -> None:
    class Guessing:
        def decode(self, vin: str, *, year: int | None = None) -> dict[str, object]:
            attributes = {"Make": "HONDA", "Model": "Accord", "Vehicle Type": "PASSENGER CAR"}
            return {"attributes": attributes, "error_codes": [5], "model_year": 2003}

    decoded = decode(ACCORD, today=TODAY, engine=Guessing())
    assert decoded.confidence == "low"
    assert by_field(decoded, {})["model"].skipped
    assert "departs from what its maker registered" in decoded.warnings[0]


def test_threads_may_decode_at_once() -> None:
    with ThreadPoolExecutor(4) as pool:
        pool.submit(warm).result()
        found = list(pool.map(lambda _: accord().to_json(), range(40)))
    assert all(each == found[0] for each in found)


def test_the_maker_tables_cover_the_world() -> None:
    assert count() >= 1000
