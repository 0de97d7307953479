"""The tyre sets of a vehicle as their tab reads them."""

from datetime import date
from pathlib import Path

from client.operations.records import add, edit, use_value
from client.operations.tyre_sets import read_tyres
from client.operations.upkeep import measure_tread, mount_tyres
from client.operations.whole_record import Along, save_whole
from client.store import Store
from garage.moments import Moment
from garage.records import TyreEvent, kind_named
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


def test_sets_of_different_axles_are_on_together_and_only_those_of_its_own_come_off(
    tmp_path: Path,
) -> None:
    with Store(tmp_path / "profile") as store:
        values = {"name": "Actros", "type": "truck", "axles": 3}
        vehicle = add(store, kind_named("vehicle"), values).ids[0]
        kind = kind_named("tyre_set")

        def made(name: str, axle: str) -> str:
            return add(store, kind, {"vehicle": vehicle, "name": name, "axle": axle}).ids[0]

        steered, driven, spare = made("A", "front"), made("B", "middle_rear"), made("C", "front")
        for day, each in enumerate((steered, driven, spare), 1):
            mount_tyres(store, each, Moment(date(2026, 4, day)), Quantity(f"7500{day}", "km"))
        measure_tread(store, driven, Moment(date(2026, 5, 1)), {"mli": Quantity("9", "mm")})
        found = store.read(lambda reader: read_tyres(reader, vehicle, TODAY))
    cards = {card.tyre_set.name: card for card in found.cards}
    assert {name: card.state.on for name, card in cards.items()} == {
        "A": False, "B": True, "C": True,
    }  # fmt: skip
    assert not any(card.state.faults for card in found.cards)
    assert cards["B"].axles == ("front", "middle", "rear")
    assert (cards["B"].fitted, cards["C"].fitted) == (("middle", "rear"), ("front",))


def test_an_edited_wheel_takes_its_axle_along_in_the_form_the_history_and_the_undo(
    tmp_path: Path,
) -> None:
    with Store(tmp_path / "profile") as store:
        vehicle = add(store, kind_named("vehicle"), {"name": "Octavia"}).ids[0]
        tyres = add(store, kind_named("tyre_set"), {"vehicle": vehicle, "name": "A"}).ids[0]
        depths = {"fl": Quantity("5", "mm"), "fr": Quantity("4", "mm")}
        id_ = measure_tread(store, tyres, Moment(date(2026, 5, 1)), depths).ids[0]

        def front() -> str:
            event = store.read(lambda reader: reader.get(TyreEvent, id_))
            return "" if event.tread_front is None else event.tread_front.value

        edit(store, id_, {"tread_fr": Quantity("4.8", "mm")})
        assert front() == "4.8"
        along = [Along("tyre_event", id_, {"tread_fl": Quantity("3.9", "mm")})]
        save_whole(store, kind_named("tyre_set"), tyres, {}, along)
        assert front() == "3.9"
        store.undo()
        assert front() == "4.8"
        before = store.read(lambda reader: reader.history(id_))
        old = next(each for each in before if each.field == "tread_fr" and not each.current)
        use_value(store, id_, "tread_fr", old.value)
        assert front() == "4"
