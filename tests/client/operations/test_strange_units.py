"""Units and currencies of a vehicle that nobody knows are passed over, wherever they came from."""

from datetime import date

import pytest

from client.operations.figures import due_in, economy_of
from client.operations.overview import garage_overview
from client.operations.records import add
from client.operations.settings import for_vehicle, preferences
from client.operations.vehicle_overview import vehicle_page
from client.store import Store
from garage.moments import Moment
from garage.money import Money
from garage.records import Vehicle, kind_named
from garage.units import Quantity

TODAY = date(2026, 11, 18)


@pytest.mark.parametrize(
    "strange",
    [
        {"distance_unit": "parsec"}, {"distance_unit": "kg"}, {"volume_unit": "firkin"},
        {"economy_unit": "parsec/hogshead"}, {"economy_unit": "km"}, {"currency": "ZZZ"},
    ],
)  # fmt: skip
def test_a_unit_that_nobody_knows_is_passed_over(tmp_path, strange):
    with Store(tmp_path / "profile") as store:
        store.set_settings({"region": "IE", "currency": "EUR"})
        (car,) = add(store, kind_named("vehicle"), {"name": "Evil", **strange}).ids
        for day in (1, 9, 17):
            fill = {
                "vehicle": car, "date": Moment(date(2026, 11, day)), "full": True,
                "odometer": Quantity(str(10_000 + day * 50), "km"),
                "volume": Quantity("30", "L"), "total": Money("50.00", "EUR"),
            }  # fmt: skip
            add(store, kind_named("fill_up"), fill)
        due = {"vehicle": car, "title": "Oil", "due_odometer": Quantity("20000", "km")}
        add(store, kind_named("reminder"), due)

        def read(reader):
            prefs = preferences(reader)
            vehicle = reader.get(Vehicle, car)
            for_vehicle(prefs, vehicle)
            vehicle_page(reader, car, TODAY)
            assert due_in(reader, TODAY)
            assert economy_of(reader, vehicle)
            return garage_overview(reader, TODAY, prefs)

        (card,) = store.read(read).cards
        assert (card.vehicle.distance_unit, card.vehicle.currency) == ("km", "EUR")
