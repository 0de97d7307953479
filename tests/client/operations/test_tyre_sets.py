"""The tyre sets of a vehicle as their tab reads them."""

from datetime import date
from pathlib import Path

from client.operations.records import add
from client.operations.tyre_sets import read_tyres
from client.operations.upkeep import mount_tyres
from client.store import Store
from garage.moments import Moment
from garage.records import kind_named
from garage.units import Quantity

TODAY = date(2026, 11, 18)


def test_the_mounted_set_is_first_and_changes_of_one_day_stand_in_their_order(
    tmp_path: Path,
) -> None:
    with Store(tmp_path / "profile") as store:
        vehicle = add(store, kind_named("vehicle"), {"name": "Octavia"}).ids[0]
        kind = kind_named("tyre_set")
        summer = add(store, kind, {"vehicle": vehicle, "name": "A summer"}).ids[0]
        winter = add(store, kind, {"vehicle": vehicle, "name": "B winter"}).ids[0]
        mount_tyres(store, summer, Moment(date(2026, 4, 8)), Quantity("75000", "km"))
        mount_tyres(store, winter, Moment(date(2026, 10, 17)), Quantity("82000", "km"))
        found = store.read(lambda reader: read_tyres(reader, vehicle, TODAY))
    assert [card.tyre_set.name for card in found.cards] == ["B winter", "A summer"]
    assert (found.cards[0].since, found.cards[1].since) == (date(2026, 10, 17), None)
    assert found.cards[1].state.distance == 7_000_000
    said = [(change.event.type, change.tyre_set.name) for change in found.changes]
    assert said == [("mount", "B winter"), ("dismount", "A summer"), ("mount", "A summer")]
