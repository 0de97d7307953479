"""Which axles a vehicle has, what a set goes on, and what follows from a wheel that is written."""

import pytest

from garage.records import TyreEvent, TyreSet, Vehicle
from garage.rules.wheels import axles_of, fitted, measured, share_an_axle
from garage.units import Quantity


def mm(depth: str) -> Quantity:
    return Quantity(depth, "mm")


@pytest.mark.parametrize(
    ("said", "places", "axles"),
    [
        (None, (), ("front", "rear")),
        (None, ("mli",), ("front", "middle", "rear")),
        (1, (), ("rear",)),
        (1, ("fl",), ("front", "rear")),
        (2, ("middle",), ("front", "middle", "rear")),
        (3, (), ("front", "middle", "rear")),
    ],
)
def test_a_vehicle_has_the_axles_that_it_says_and_those_that_were_measured(
    said: int | None, places: tuple[str, ...], axles: tuple[str, ...]
) -> None:
    assert axles_of(Vehicle(axles=said), places) == axles


def test_two_sets_are_on_together_where_they_share_no_axle() -> None:
    steered, driven, all_round = TyreSet(axle="front"), TyreSet(axle="middle_rear"), TyreSet()
    assert fitted(driven) == ("middle", "rear")
    assert fitted(driven, ("front", "rear")) == ("rear",)
    assert not share_an_axle(steered, driven)
    assert share_an_axle(TyreSet(axle="rear"), driven)
    assert share_an_axle(steered, all_round)


def test_a_third_axle_is_measured_by_its_wheels_or_as_a_whole() -> None:
    event = TyreEvent(tread_mli=mm("3"), tread_mr=mm("4"), tread_middle=mm("3"), tread_rear=mm("6"))
    assert list(measured(event, "middle")) == ["mli", "mr"]
    assert list(measured(event, "rear")) == ["rear"]


def test_the_axle_follows_when_one_of_its_wheels_is_written_again() -> None:
    before = TyreEvent(tread_fl=mm("5"), tread_fr=mm("4"), tread_front=mm("4"))
    settle = TyreEvent.settled
    assert settle(before, {"tread_fr": mm("6")})["tread_front"] == mm("5")
    assert settle(before, {"tread_fr": None})["tread_front"] == mm("5")
    assert settle(before, {"tread_fl": None, "tread_fr": None})["tread_front"] is None
    assert settle(before, {"notes": "kerb"}) == {"notes": "kerb"}
    assert settle(None, {"tread_rl": mm("7"), "tread_rear": mm("9")})["tread_rear"] == mm("7")
    # What was measured of the axle as a whole is no wheel's, and stays.
    whole = TyreEvent(tread_rl=mm("5"), tread_rear=mm("3"))
    assert "tread_rear" not in settle(whole, {"tread_rl": None})
