"""What records add up to, read from the store: economy, costs, what is due, stock, doubts."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from client.operations.doubts import doubt_json, doubts_about
from client.operations.figures import costs_of, due_in, economy_of, in_units, stock_of
from client.operations.records import add, delete
from client.operations.settings import change_settings
from client.operations.vehicles import vehicle_behind
from client.store import Store
from garage.moments import Moment
from garage.money import Money
from garage.records import Part, Record, Vehicle, kind_named
from garage.rules.windows import Window
from garage.units import Quantity

TODAY = date(2026, 11, 22)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "profile") as opened:
        change_settings(opened, {"region": "DE"})
        yield opened


def made(store: Store, kind: str, **values: Any) -> Any:
    (id_,) = add(store, kind_named(kind), values).ids
    return store.read(lambda reader: reader.find(id_))


def fill(store: Store, vehicle: Vehicle, day: str, odometer: str, volume: str, **more: Any) -> Any:
    unit = vehicle.distance_unit or "km"
    return made(
        store, "fill_up", vehicle=vehicle.id, date=Moment.parse(day),
        odometer=Quantity(odometer, unit), volume=Quantity(volume, "L"), **more,
    )  # fmt: skip


def test_economy_is_in_the_persons_unit_unless_the_vehicle_has_its_own(store: Store) -> None:
    ours = made(store, "vehicle", name="Golf", energies=("petrol",))
    british = made(store, "vehicle", name="Z3", distance_unit="mi", economy_unit="mpg_uk")
    for vehicle in (ours, british):
        fill(store, vehicle, "2024-01-01", "1000", "40")
        fill(store, vehicle, "2024-02-01", "1500", "40")
    (golf,) = store.read(lambda reader: economy_of(reader, ours))
    (z3,) = store.read(lambda reader: economy_of(reader, british))
    assert golf.average is not None
    assert z3.average is not None
    assert golf.unit == "L/100km"
    assert golf.shown(golf.average.si).decimal == Decimal("8.00")
    assert z3.unit == "mpg_uk"
    assert float(z3.shown(z3.average.si).value) == pytest.approx(500 / 40 * 4.54609, abs=0.01)


def test_a_deleted_fill_up_counts_no_more(store: Store) -> None:
    golf = made(store, "vehicle", name="Golf")
    fill(store, golf, "2024-01-01", "1000", "40")
    last = fill(store, golf, "2024-02-01", "1500", "40", total=Money("60", "EUR"))
    delete(store, [last.id])
    (economy,) = store.read(lambda reader: economy_of(reader, golf))
    assert economy.average is None
    known = store.read(lambda reader: in_units(reader, golf))
    assert store.read(lambda reader: costs_of(reader, known, TODAY)).total == 0


def test_costs_take_in_lines_policies_parts_and_purchase(store: Store) -> None:
    golf = made(store, "vehicle", name="Golf", purchased=date(2020, 1, 1),
                purchase_price=Money("9000", "EUR"))  # fmt: skip
    day = Moment.parse("2024-05-01")
    fill(store, golf, "2024-05-01", "1000", "40", total=Money("60", "EUR"))
    service = made(store, "service", vehicle=golf.id, title="Oil", date=day)
    for cost in ("30", "12.50"):
        made(store, "work_line", work=service.id, title="Oil", cost=Money(cost, "EUR"))
    repair = made(
        store, "repair", vehicle=golf.id, title="Door", date=day, total=Money("100", "EUR")
    )
    made(store, "work_line", work=repair.id, title="Paint", cost=Money("70", "EUR"))
    made(store, "tyre_set", vehicle=golf.id, name="Winter", bought=day.day,
         total=Money("400", "EUR"))  # fmt: skip
    known = store.read(lambda reader: in_units(reader, golf))
    found = store.read(lambda reader: costs_of(reader, known, TODAY))
    assert found.currency == "EUR"
    assert found.total == Decimal("602.50")
    assert found.energy == Decimal(60)
    assert found.purchase is None
    june = Window(date(2024, 6, 1), None)
    assert store.read(lambda reader: costs_of(reader, known, TODAY, june)).total == 0
    worth = store.read(lambda reader: costs_of(reader, known, TODAY, depreciation=True))
    assert worth.purchase == Decimal(9000)


def test_each_amount_is_converted_at_its_own_day(store: Store) -> None:
    golf = made(store, "vehicle", name="Golf", currency="EUR")
    fill(store, golf, "2015-01-15", "1000", "40", total=Money("100", "USD"))
    fill(store, golf, "2022-09-28", "1500", "40", total=Money("100", "USD"))
    found = store.read(lambda reader: costs_of(reader, golf, TODAY))
    early, late = (sum(parts.values()) for parts in found.by_month.values())
    assert early < Decimal(90) < Decimal(100) < late
    assert found.originals == {"USD": Decimal(200)}


def test_due_is_across_the_garage_the_most_urgent_first(store: Store) -> None:
    golf = made(store, "vehicle", name="Golf")
    polo = made(store, "vehicle", name="Polo")
    for n in range(6):
        fill(store, golf, f"2026-0{n + 1}-01", str(10_000 + 1_000 * n), "40")
    made(store, "reminder", vehicle=golf.id, title="Oil", due_odometer=Quantity("21000", "km"))
    made(store, "reminder", vehicle=polo.id, title="MOT", due=date(2026, 7, 1))
    both = store.read(lambda reader: due_in(reader, date(2026, 6, 20)))
    assert [each.reminder.title for each in both] == ["MOT", "Oil"]
    oil = both[1]
    assert oil.distance_left is not None
    assert oil.estimate
    assert oil.day is not None
    assert date(2026, 9, 1) < oil.day < date(2026, 12, 31)
    one = store.read(lambda reader: due_in(reader, TODAY, {golf.id: golf}))
    assert [each.reminder.title for each in one] == ["Oil"]


def test_stock_is_the_sum_of_its_movements(store: Store) -> None:
    oil = made(store, "part", name="Oil", unit="L", minimum=Quantity("2", "L"))
    for amount, reason in (("5", "bought"), ("-4", "used")):
        made(store, "stock_movement", part=oil.id, date=Moment.parse("2024-01-01"),
             amount=Quantity(amount, "L"), reason=reason)  # fmt: skip
    found = store.read(lambda reader: stock_of(reader, reader.get(Part, oil.id)))
    assert (found.amount, found.below_minimum) == (Quantity("1", "L"), True)


def test_every_record_knows_the_vehicle_it_is_about(store: Store) -> None:
    golf = made(store, "vehicle", name="Golf")
    service = made(store, "service", vehicle=golf.id, title="Oil", date=Moment.parse("2024-01-01"))
    line = made(store, "work_line", work=service.id, title="Filter")
    loose = made(store, "part", name="Oil")
    moved = made(store, "stock_movement", part=loose.id, date=Moment.parse("2024-01-01"),
                 amount=Quantity("5", "L"))  # fmt: skip

    def about(record: Record) -> str | None:
        found = store.read(lambda reader: vehicle_behind(reader, record))
        return found.id if found else None

    assert [about(one) for one in (golf, service, line)] == [golf.id] * 3
    assert [about(one) for one in (loose, moved)] == [None, None]


def test_doubts_see_the_records_around(store: Store) -> None:
    golf = made(store, "vehicle", name="Golf", tank=Quantity("50", "L"))
    fill(store, golf, "2024-01-01", "10000", "40")
    odd = fill(store, golf, "2024-02-01", "9000", "80")
    found = store.read(lambda reader: doubts_about(reader, odd, TODAY))
    assert {doubt.code for doubt in found} == {"backwards", "overfull"}
    shape = next(doubt_json(doubt) for doubt in found if doubt.code == "backwards")
    assert shape["message"] == "9000 km is less than 10000 km on 2024-01-01 before it"
    made(store, "odometer_reading", vehicle=golf.id, date=Moment.parse("2024-02-20T08:00"),
         odometer=Quantity("10500", "km"))  # fmt: skip
    back = made(store, "odometer_reading", vehicle=golf.id, date=Moment.parse("2024-02-20T17:30"),
                odometer=Quantity("10400", "km"))  # fmt: skip
    (doubt,) = store.read(lambda reader: doubts_about(reader, back, TODAY))
    assert doubt.text.startswith("10400 km is less than 10500 km on 2024-02-20 08:00 before it")
    work = made(store, "service", vehicle=golf.id, title="Oil", date=Moment.parse("2024-03-01"),
                total=Money("100", "EUR"))  # fmt: skip
    assert store.read(lambda reader: doubts_about(reader, work, TODAY)) == ()
    made(store, "work_line", work=work.id, title="Oil", cost=Money("40", "EUR"))
    (doubt,) = store.read(lambda reader: doubts_about(reader, work, TODAY))
    assert doubt.code == "lines"
