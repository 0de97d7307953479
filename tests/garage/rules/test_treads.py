"""How a tyre set is judged: by law, by what is advised, by the owner's own limit, and by age."""

from datetime import date

import pytest

from garage.moments import Moment
from garage.records import TyreEvent, TyreSet
from garage.rules.odometer import Timeline
from garage.rules.treads import Advice, treads, tyre_advice
from garage.rules.tyres import tyre_states
from garage.units import Quantity

TODAY = date(2026, 11, 18)
NO_READINGS = Timeline((), (), ())


def measured(day: str, front: str = "", rear: str = "") -> TyreEvent:
    return TyreEvent(
        id=day, tyre_set="t", date=Moment(date.fromisoformat(day)), type="measure",
        tread_front=Quantity(front, "mm") if front else None,
        tread_rear=Quantity(rear, "mm") if rear else None,
    )  # fmt: skip


def advice(tyre_set: TyreSet, *events: TyreEvent) -> list[Advice]:
    (state,) = tyre_states([tyre_set], events, NO_READINGS, TODAY)
    return tyre_advice(state, treads(tyre_set, events), TODAY)


def test_the_last_measure_of_each_axle_counts() -> None:
    found = treads(
        TyreSet(id="t"), [measured("2026-04-01", "5.1", "5.5"), measured("2026-10-01", "4.2")]
    )
    assert [(each.place, each.depth.value, each.day.month) for each in found] == [
        ("front", "4.2", 10), ("rear", "5.5", 4),
    ]  # fmt: skip


def wheels(day: str, **depths: str) -> TyreEvent:
    read = {f"tread_{place}": Quantity(depth, "mm") for place, depth in depths.items()}
    date_ = Moment(date.fromisoformat(day))
    return TyreEvent(id=day, tyre_set="t", date=date_, type="measure", **read)


def test_wheels_count_one_by_one_and_an_axle_as_a_whole_where_it_is_measured_so() -> None:
    winter = TyreSet(id="t", season="winter")
    events = [
        measured("2026-01-01", "6", "6"), wheels("2026-04-01", fl="5", fr="3.5"),
        wheels("2026-10-01", fl="4.5", front="4.5"),
    ]  # fmt: skip
    found = treads(winter, events)
    assert [(each.place, each.depth.value, each.state) for each in found] == [
        ("fl", "4.5", "ok"), ("fr", "3.5", "warn"), ("rear", "6", "ok"),
    ]  # fmt: skip
    assert [each.code for each in advice(winter, *events)] == ["thin"]
    # An earlier version, or a hurried owner, measures the axle again.
    found = treads(winter, [*events, measured("2026-11-01", "4.2")])
    assert [(each.place, each.depth.value) for each in found] == [("front", "4.2"), ("rear", "6")]


def test_of_twin_wheels_the_inner_ones_count_too() -> None:
    events = [measured("2026-01-01", rear="6"), wheels("2026-10-01", rl="5", rli="1.4", rr="5")]
    found = treads(TyreSet(id="t"), events)
    assert [(each.place, each.state) for each in found] == [
        ("rl", "ok"), ("rli", "late"), ("rr", "ok"),
    ]  # fmt: skip
    assert advice(TyreSet(id="t"), *events)[0].code == "illegal"


@pytest.mark.parametrize(
    ("season", "depth", "state"),
    [
        ("winter", "4.0", "ok"), ("winter", "3.9", "warn"), ("summer", "3.9", "ok"),
        ("summer", "2.9", "warn"), ("summer", "1.6", "warn"), ("summer", "1.5", "late"),
        ("", "1.6", "ok"),
    ],
)  # fmt: skip
def test_a_tread_is_judged_by_its_season_and_the_law(season: str, depth: str, state: str) -> None:
    (tread,) = treads(TyreSet(id="t", season=season), [measured("2026-10-01", depth)])
    assert tread.state == state


def test_the_owners_own_limit_comes_before_what_is_advised() -> None:
    own = TyreSet(id="t", season="winter", limit=Quantity("5", "mm"))
    (found,) = advice(own, measured("2026-10-01", "4.5"))
    assert (found.code, found.state, found.limit) == ("thin", "warn", Quantity("5", "mm"))


def test_age_is_told_from_six_years_and_pressing_from_ten() -> None:
    assert advice(TyreSet(id="t", dot="4820"))[:1] == []
    assert advice(TyreSet(id="t", dot="4720"))[0].years == 6
    assert [(each.code, each.state) for each in advice(TyreSet(id="t", dot="1016"))] == [
        ("old", "late")
    ]


def test_what_is_unlawful_is_told_first() -> None:
    found = advice(TyreSet(id="t", dot="1018"), measured("2026-10-01", "1.2"))
    assert [each.code for each in found] == ["illegal", "ageing"]
