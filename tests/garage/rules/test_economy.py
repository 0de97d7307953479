"""Fuel economy: intervals from full to full, averages, outliers, several energies."""

import dataclasses

import pytest

from garage.records import FillUp, Vehicle
from garage.rules import Economy, Window, economies
from garage.units import Quantity
from tests.garage.rules.making import CAR, charge, day, fill, q

LITRES_PER_100_KM = 1e8


def of(*fills: FillUp, vehicle: Vehicle = CAR) -> Economy:
    """The one economy of these fill-ups."""
    (only,) = economies(fills, vehicle=vehicle)
    return only


def consumption(economy: Economy) -> list[float | None]:
    """Of each interval in l/100 km."""
    return [
        None if each.si is None else round(LITRES_PER_100_KM / each.si, 6)
        for each in economy.intervals
    ]


def reasons(economy: Economy) -> list[tuple[str, str | None]]:
    """What the table says beside each fill-up."""
    return [(row.fill.id, row.reason) for row in economy.rows]


def test_full_to_full_divides_the_closing_fill_by_the_distance() -> None:
    found = of(fill(0, 1000, "40"), fill(9, 1500, "30"), fill(20, 2100, "33"))
    assert consumption(found) == [6.0, 5.5]
    assert [(each.start.id, each.end.id) for each in found.intervals] == [
        ("f0", "f9"),
        ("f9", "f20"),
    ]
    assert reasons(found) == [("f0", "first"), ("f9", None), ("f20", None)]
    assert [row.distance for row in found.rows] == [None, 500_000.0, 600_000.0]
    assert [each.day for each in found.intervals] == [day(9), day(20)]


def test_the_average_is_all_fuel_over_all_distance_and_not_a_mean_of_ratios() -> None:
    found = of(fill(0, 0, "40"), fill(1, 100, "10"), fill(2, 1000, "45"))
    assert found.average is not None
    assert found.average.count == 2
    assert found.shown(found.average.si) == q("5.50 L/100km")


def test_partial_fills_join_the_interval_that_the_next_full_one_closes() -> None:
    found = of(
        fill(0, 1000, "40"),
        fill(5, 1200, "10", full=False),
        fill(7, 1300, "8", full=False),
        fill(9, 1500, "12"),
    )
    assert consumption(found) == [6.0]
    assert found.intervals[0].fills == 3
    assert reasons(found)[1:3] == [("f5", "joins_next"), ("f7", "joins_next")]


def test_a_partial_fill_before_the_first_full_one_belongs_to_no_interval() -> None:
    found = of(fill(0, 500, "20", full=False), fill(1, 1000, "40"), fill(9, 1500, "30"))
    assert consumption(found) == [6.0]
    assert reasons(found) == [("f0", "before_first"), ("f1", "first"), ("f9", None)]


def test_a_missed_fill_leaves_the_interval_without_a_figure_and_opens_the_next() -> None:
    found = of(fill(0, 0, "40"), fill(1, 1800, "30", missed=True), fill(2, 2300, "25"))
    assert consumption(found) == [None, 5.0]
    assert found.intervals[0].flag == "missed"
    assert (found.rows[1].reason, found.rows[1].flag) == ("no_figure", "missed")
    assert found.rows[1].distance == 1_800_000


def test_a_missed_fill_before_a_partial_one_spoils_its_whole_interval() -> None:
    found = of(
        fill(0, 0, "40"), fill(1, 900, "9", full=False, missed=True), fill(2, 1500, "30"),
        fill(3, 2000, "25"),
    )  # fmt: skip
    assert consumption(found) == [None, 5.0]


def test_a_missed_mark_on_the_first_fill_spoils_nothing() -> None:
    assert consumption(of(fill(0, 0, "40", missed=True), fill(1, 500, "30"))) == [6.0]


def test_a_fill_without_odometer_adds_its_volume_where_its_date_belongs() -> None:
    found = of(fill(0, 0, "40"), fill(9, 500, "20"), fill(5, None, "10"), fill(15, 1000, "30"))
    assert consumption(found) == [6.0, 6.0]
    assert reasons(found)[1] == ("f5", "no_odometer")


def test_a_fill_without_odometer_before_the_first_full_one_counts_nowhere() -> None:
    found = of(fill(0, None, "10"), fill(1, 0, "40"), fill(9, 500, "30"))
    assert consumption(found) == [6.0]
    assert reasons(found)[0] == ("f0", "before_first")


def test_what_was_filled_last_waits_for_the_next_full_one() -> None:
    found = of(fill(0, 0, "40"), fill(9, 500, "20", full=False))
    assert found.intervals == ()
    assert found.average is None
    assert reasons(found)[1] == ("f9", "joins_next")


def test_the_odometer_orders_the_fills_and_not_the_order_they_were_typed_in() -> None:
    fills = [fill(20, 2100, "33"), fill(0, 1000, "40"), fill(9, 1500, "30")]
    assert consumption(of(*fills)) == [6.0, 5.5]


def flagged(economy: Economy) -> list[tuple[str, str, str]]:
    """The marked rows: their fill-ups, flags, and which others say so."""
    return [
        (row.fill.id, row.flag, row.beside.id if row.beside else "")
        for row in economy.rows
        if row.flag
    ]


def test_an_odometer_that_runs_back_is_marked_and_the_others_keep_their_figures() -> None:
    fills = [fill(0, 79500, "40"), fill(30, 83100, "180"), fill(80, 84850, "105")]
    found = of(*fills, fill(87, 80000, "35"))
    assert consumption(found) == [5.0, 6.0]
    assert flagged(found) == [("f87", "backwards", "f80")]
    assert reasons(found)[-1] == ("f87", "no_figure")
    assert (found.rows[-1].distance, found.rows[-1].si) == (None, None)
    # once one is right again, all that was filled is burnt over its distance
    assert consumption(of(*fills, fill(87, 80000, "35"), fill(90, 85850, "25"))) == [5.0, 6.0, 6.0]


def test_an_odometer_that_runs_far_ahead_is_marked_where_the_later_ones_agree() -> None:
    found = of(fill(0, 1000, "40"), fill(5, 9500, "30"), fill(9, 2000, "30"), fill(15, 2500, "30"))
    assert consumption(found) == [6.0, 6.0]
    assert flagged(found) == [("f5", "backwards", "f9")]


def test_of_two_that_do_not_agree_the_newer_is_marked() -> None:
    assert flagged(of(fill(1, 1500, "30"), fill(5, 1000, "40"))) == [("f5", "backwards", "f1")]
    found = of(fill(5, 1000, "40"), fill(1, 1500, "30"), fill(9, 2000, "25"))
    assert flagged(found) == [("f5", "backwards", "f1")]
    assert consumption(found) == [13.0]


@pytest.mark.parametrize("before", [4, 8])
def test_another_odometer_counts_by_itself(before: int) -> None:
    old = [fill(n, 150_000 + 500 * n, "30") for n in range(before)]
    new = [fill(20 + n, 100 + 500 * n, "35") for n in range(6)]
    found = of(*old, *new)
    assert flagged(found) == []
    assert consumption(found) == [6.0] * (before - 1) + [7.0] * 5
    firsts = [id_ for id_, reason in reasons(found) if reason == "first"]
    assert firsts == ["f0", "f20"]
    assert [row.fill.id for row in found.rows] == [each.id for each in (*old, *new)]
    # a slip on the new one is a slip, and what has no odometer counts where its day is
    slip, bare = fill(23, 90_000, "20", id="slip"), fill(22, None, "5", id="bare")
    found = of(*old, *[each for each in new if each.id != "f23"], slip, bare)
    assert flagged(found)[-1][:2] == ("slip", "backwards")
    assert consumption(found)[before - 1 :] == [7.0, 8.0, 5.5, 7.0]


def test_two_pumps_out_of_line_are_one_stop_that_is_marked() -> None:
    pumps = [fill(9, 900, "10", id=name) for name in ("one", "two")]
    found = of(fill(0, 1000, "40"), fill(5, 1500, "30"), *pumps, fill(12, 2000, "10"))
    assert flagged(found) == [("two", "backwards", "f5")]
    assert consumption(found) == [6.0, 6.0]


def test_the_same_odometer_on_another_day_has_no_distance_and_no_figure() -> None:
    found = of(fill(0, 1000, "40"), fill(3, 1000, "30"), fill(9, 1500, "30"))
    assert [each.flag for each in found.intervals] == ["no_distance", None]


def test_two_pumps_at_one_stop_count_together() -> None:
    found = of(
        fill(0, 1000, "40"),
        fill(9, 1500, "20", id="first pump"),
        fill(9, 1500, "10", id="second pump"),
        fill(12, 2000, "25"),
    )
    assert consumption(found) == [6.0, 5.0]
    assert reasons(found)[1:3] == [("first pump", "same_stop"), ("second pump", None)]


def test_a_fill_whose_volume_is_not_known_leaves_no_figure() -> None:
    found = of(fill(0, 0, "40"), fill(3, 200, None, full=False), fill(9, 500, "30"))
    assert [each.flag for each in found.intervals] == ["no_amount"]
    assert consumption(of(fill(0, 0, "40"), fill(9, 500, "0"))) == [None]


def test_a_likely_slip_is_flagged_counted_and_not_called_the_worst() -> None:
    fills = [fill(number, 500 * number, "30") for number in range(6)]
    fills[3] = fill(3, 1500, "62")
    found = of(*fills)
    assert [each.flag for each in found.intervals] == [None, None, "outlier", None, None]
    assert found.rows[3].flag == "outlier"
    assert found.rows[3].si is not None
    assert found.average is not None
    assert found.average.count == 5
    assert found.shown(found.average.si) == q("7.28 L/100km")
    assert found.worst is not None
    assert found.worst.flag is None


def test_another_way_of_driving_becomes_the_usual_one() -> None:
    litres = ["25"] * 40 + ["55"] * 40
    found = of(*[fill(each, 500 * each, volume) for each, volume in enumerate(litres)])
    flagged = [place for place, each in enumerate(found.intervals) if each.flag]
    assert flagged == []
    alone = [*litres[:40], "55", *litres[:39]]
    found = of(*[fill(each, 500 * each, volume) for each, volume in enumerate(alone)])
    assert [place for place, each in enumerate(found.intervals) if each.flag] == [39]


def test_exactly_twice_the_usual_is_not_flagged() -> None:
    fills = [fill(number, 500 * number, "30") for number in range(6)]
    fills[3] = fill(3, 1500, "60")
    assert {each.flag for each in of(*fills).intervals} == {None}


def test_the_best_is_the_one_that_goes_farthest_whatever_the_unit() -> None:
    fills = [fill(0, 0, "40"), fill(1, 500, "30"), fill(2, 1000, "25"), fill(3, 1500, "28")]
    for unit, best, worst in (("L/100km", "5.00", "6.00"), ("km/L", "20.00", "16.67")):
        found = of(*fills, vehicle=dataclasses.replace(CAR, economy_unit=unit))
        assert found.best is not None
        assert found.worst is not None
        assert found.shown(found.best.si or 0) == Quantity(best, unit)
        assert found.shown(found.worst.si or 0) == Quantity(worst, unit)


def test_a_british_vehicle_is_shown_in_imperial_miles_per_gallon() -> None:
    british = Vehicle(id="car", name="Mini", distance_unit="mi")
    miles = [fill(number, None, "45.46", odometer=Quantity(str(500 * number), "mi"))
             for number in range(3)]  # fmt: skip
    found = of(*miles, vehicle=british)
    assert found.average is not None
    assert found.shown(found.average.si) == q("50.00 mpg_uk")


def test_an_american_vehicle_that_says_no_volume_is_shown_as_its_pump_counts() -> None:
    fills = [
        fill(each, None, None, odometer=Quantity(str(300 * each), "mi"), volume=q("10 gal_us"))
        for each in range(2)
    ]
    found = of(*fills, vehicle=Vehicle(id="car", name="Ford"))
    assert found.average is not None
    assert found.shown(found.average.si) == q("30.00 mpg_us")


def test_a_plug_in_hybrid_has_a_figure_for_each_energy() -> None:
    hybrid = dataclasses.replace(CAR, energies=("electric", "petrol"))
    fills = [fill(0, 0, "40"), fill(9, 1000, "30")]
    charges = [charge(1, 100, "8", full=True), charge(4, 150, "9", full=True)]
    electric, petrol = economies([*fills, *charges], vehicle=hybrid)
    assert (electric.energy, electric.measure, electric.unit) == ("electric", "energy", "kWh/100km")
    assert (petrol.energy, petrol.measure, petrol.unit) == ("petrol", "volume", "L/100km")
    assert petrol.average is not None
    assert petrol.average.distance == 1_000_000
    assert electric.average is not None
    assert electric.shown(electric.average.si) == q("18.00 kWh/100km")


def test_lpg_and_petrol_are_counted_apart_and_petrol_and_ethanol_together() -> None:
    car = dataclasses.replace(CAR, energies=("petrol", "lpg"))
    fills = [fill(each, each * 500, "30", fuel=("petrol", "lpg")[each % 2]) for each in range(4)]
    assert [(each.energy, len(each.intervals)) for each in economies(fills, vehicle=car)] == [
        ("petrol", 1),
        ("lpg", 1),
    ]
    fills = [
        fill(each, each * 500, "30", fuel=("petrol", "ethanol")[each % 2]) for each in range(4)
    ]
    assert [(each.energy, len(each.intervals)) for each in economies(fills, vehicle=car)] == [
        ("petrol", 3)
    ]


def test_a_gas_vehicle_is_counted_by_mass() -> None:
    fills = [fill(each, each * 300, None, mass=q("12 kg")) for each in range(2)]
    found = of(*fills, vehicle=dataclasses.replace(CAR, energies=("cng",)))
    assert found.average is not None
    assert found.shown(found.average.si) == q("4.00 kg/100km")


def test_a_charge_to_the_level_of_the_last_one_closes_an_interval() -> None:
    found = of(
        charge(0, 0, "30", 80), charge(1, 100, "10", 60), charge(2, 300, "42", 81),
        charge(3, 500, "30", 80),
    )  # fmt: skip
    assert [each.end.id for each in found.intervals] == ["f2", "f3"]
    assert found.intervals[0].amount == pytest.approx(52 * 3.6e6)


def test_a_charge_to_the_brim_is_full_without_being_flagged() -> None:
    found = of(charge(0, 0, "30", 100), charge(1, 100, "10", 60), charge(2, 300, "40", 99))
    assert [each.end.id for each in found.intervals] == ["f2"]


def test_a_habit_that_changes_from_100_to_80_per_cent_goes_on_having_figures() -> None:
    levels = [100, 100, 80, 80, 80]
    found = of(*[charge(each, each * 200, "30", to) for each, to in enumerate(levels)])
    assert [(each.start.id, each.end.id) for each in found.intervals] == [
        ("f0", "f1"),
        ("f2", "f3"),
        ("f3", "f4"),
    ]
    assert found.rows[2].reason == "first"


def test_deleted_fill_ups_do_not_count() -> None:
    found = of(fill(0, 0, "40"), fill(5, 300, "30", deleted=True), fill(9, 500, "30"))
    assert consumption(found) == [6.0]


def test_the_last_twelve_months_stand_beside_the_year_before() -> None:
    found = of(*[fill(30 * each, 500 * each, "30" if each < 12 else "25") for each in range(25)])
    now, before = found.years(day(720))
    assert now is not None
    assert before is not None
    assert found.shown(now.si) == q("5.00 L/100km")
    assert found.shown(before.si) == q("6.00 L/100km")
    assert len(found.points(Window(day(700), day(720)))) == 1


def test_the_usual_range_leaves_out_the_ends() -> None:
    volumes = ["30", *(str(25 + each) for each in range(11))]
    found = of(*[fill(each, 500 * each, litres) for each, litres in enumerate(volumes)])
    assert found.usual is not None
    high, low = (found.shown(each) for each in found.usual)
    assert (low, high) == (q("5.20 L/100km"), q("6.80 L/100km"))


def test_nothing_filled_has_no_economy() -> None:
    assert economies([], vehicle=CAR) == ()
