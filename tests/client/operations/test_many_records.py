"""Many records changed at once: one operation, one undo; what may not be changed is left alone."""

from __future__ import annotations

from datetime import date

import pytest

from client.errors import BadRequest, Forbidden
from client.operations import many_records, records
from client.operations.many_doubts import doubts_of_many
from client.operations.many_records import Edited, change_many, read_many
from client.store import Query, Store
from garage.errors import ValueRefused
from garage.moments import Moment
from garage.money import Money
from garage.records import FillUp, Note, Service, Vehicle, kind_named
from garage.units import Quantity
from tests.client.store.sharing import hold, put, sign_in

TODAY = date(2026, 11, 18)


@pytest.fixture
def store(tmp_path):
    with Store(tmp_path / "profile") as opened:
        yield opened


@pytest.fixture
def octavia(store):
    return add(store, "vehicle", name="Octavia", tank=Quantity("50", "L"))


def add(store, kind, **values):
    return records.add(store, kind_named(kind), values, today=Moment(TODAY)).ids[0]


def fills(store, vehicle, *days):
    return [
        add(store, "fill_up", vehicle=vehicle, date=Moment(date(2026, 9, day)),
            odometer=Quantity(str(15_000 + 100 * day), "km"), volume=Quantity("40", "L"))
        for day in days
    ]  # fmt: skip


def edits(kind, ids, **values):
    return [Edited(kind, id_, values) for id_ in ids]


def stations(store):
    return sorted(fill.station for fill in store.read(lambda reader: reader.all(FillUp)))


def look(store, edited):
    ids = {each.id: each.kind for each in edited}
    return store.read(
        lambda reader: doubts_of_many(reader, read_many(reader, ids).records, edited, TODAY)
    )


def test_a_field_of_many_records_is_one_operation_with_one_undo_and_redo(store, octavia):
    some = fills(store, octavia, 1, 2, 3)
    changes = change_many(store, edits("fill_up", some, station="Shell"))
    assert (changes.operation, changes.title) == ("edit", "3 fill-ups")
    assert changes.touched == {"fill_up": frozenset(some)}
    assert stations(store) == ["Shell"] * 3
    store.undo()
    assert stations(store) == [""] * 3
    store.redo()
    assert stations(store) == ["Shell"] * 3


def test_only_what_is_not_so_already_is_touched(store, octavia):
    first, second = fills(store, octavia, 1, 2)
    records.edit(store, first, {"station": "Shell"})
    changes = change_many(store, edits("fill_up", [first, second], station="Shell"))
    assert changes.touched == {"fill_up": frozenset({second})}
    nothing = change_many(store, edits("fill_up", [first, second], station="Shell"))
    assert (nothing.operation, nothing.touched) == ("", {})


def test_nothing_clears_a_field_but_not_one_that_is_needed(store, octavia):
    some = fills(store, octavia, 1, 2)
    change_many(store, edits("fill_up", some, odometer=None))
    assert all(f.odometer is None for f in store.read(lambda reader: reader.all(FillUp)))
    with pytest.raises(BadRequest):
        change_many(store, edits("fill_up", some, date=None))
    with pytest.raises(ValueRefused):
        change_many(store, edits("fill_up", some, full="perhaps"))


def test_several_kinds_are_changed_together(store, octavia):
    given = {"vehicle": octavia, "title": "Brakes"}
    service, repair = add(store, "service", **given), add(store, "repair", **given)
    done = [*edits("service", [service], supplier="Huber"),
            *edits("repair", [repair], supplier="Huber")]  # fmt: skip
    assert change_many(store, done).title == "2 records"
    assert store.read(lambda reader: reader.find(repair)).supplier == "Huber"
    store.undo()
    assert store.read(lambda reader: reader.get(Service, service)).supplier == ""


def test_what_others_wrote_is_named_and_left_alone(store):
    sign_in(store)
    family = hold(store, role="member")
    vehicle = put(store, family, "vehicle", name="Bus")
    theirs = put(store, family, "note", vehicle=vehicle, title="Key place", date=Moment(TODAY))
    mine = put(store, family, "note", "ann", vehicle=vehicle, title="Towbar", date=Moment(TODAY))
    many = store.read(lambda reader: read_many(reader, {theirs: "note", mine: "note"}))
    assert [record.id for record in many.records] == [mine]
    assert [(one.title, one.why) for one in many.locked] == [
        ("Key place", "Only who wrote a note can change it")
    ]
    changes = change_many(store, edits("note", [theirs, mine], notes="blue"))
    assert changes.touched == {"note": frozenset({mine})}
    assert store.read(lambda reader: reader.get(Note, theirs)).notes == ""
    with pytest.raises(Forbidden):
        change_many(store, edits("note", [theirs], notes="blue"))


def test_of_vehicles_in_two_garages_those_that_are_only_looked_at_stay(store, octavia):
    sign_in(store)
    bus = put(store, hold(store), "vehicle", name="Bus")
    hold(store, role="viewer")
    many = store.read(lambda reader: read_many(reader, {bus: "vehicle", octavia: "vehicle"}))
    assert ([r.id for r in many.records], [one.id for one in many.locked]) == ([octavia], [bus])
    change_many(store, edits("vehicle", [bus, octavia], colour="red"))
    colours = {v.id: v.colour for v in store.read(lambda reader: reader.all(Vehicle, Query()))}
    assert colours == {bus: "", octavia: "red"}


def test_what_went_to_the_trash_meanwhile_stays_there_as_it_is(store, octavia):
    first, second = fills(store, octavia, 1, 2)
    records.delete(store, [first])
    assert change_many(store, edits("fill_up", [first, second], station="Aral")).ids == (second,)
    many = store.read(lambda reader: read_many(reader, {first: "fill_up", second: "fill_up"}))
    assert [record.id for record in many.records] == [second]


def test_more_than_fit_are_refused(store, octavia, monkeypatch):
    monkeypatch.setattr(many_records, "MOST", 2)
    some = fills(store, octavia, 1, 2, 3)
    with pytest.raises(BadRequest):
        change_many(store, edits("fill_up", some, station="Shell"))
    with pytest.raises(BadRequest):
        store.read(lambda reader: read_many(reader, dict.fromkeys(some, "fill_up")))


def test_a_value_that_looks_wrong_is_asked_about_for_each_record(store, octavia):
    some = fills(store, octavia, 1, 2, 3)
    doubts = look(store, edits("fill_up", some[:2], volume=Quantity("80", "L")))
    assert [(one.id, one.caution.code) for one in doubts] == [(id_, "overfull") for id_ in some[:2]]
    assert look(store, edits("fill_up", some, volume=Quantity("41", "L"))) == ()


def test_records_are_looked_at_beside_what_stays_and_beside_one_another(store, octavia):
    some = fills(store, octavia, 1, 5, 9)
    high = Quantity("15850", "km")
    asked = look(store, edits("fill_up", some[:1], odometer=high))
    assert [(one.id, one.caution.field) for one in asked] == [(some[0], "odometer")]
    # The day that the second gets comes after the third, which shows more.
    asked = look(store, edits("fill_up", some[1:2], date=Moment(date(2026, 9, 20))))
    assert [one.id for one in asked] == [some[1]]
    # Both are moved together and still fit one another and the first.
    later = [
        Edited("fill_up", some[1], {"date": Moment(date(2026, 10, 5))}),
        Edited("fill_up", some[2], {"date": Moment(date(2026, 10, 9))}),
    ]
    assert look(store, later) == ()


def test_what_was_odd_before_is_not_asked_about_again(store, octavia):
    odd = add(store, "fill_up", vehicle=octavia, date=Moment(TODAY), volume=Quantity("90", "L"))
    assert look(store, edits("fill_up", [odd], total=Money("60", "EUR"))) == ()
    more = look(store, edits("fill_up", [odd], volume=Quantity("95", "L")))
    assert [one.caution.field for one in more] == ["volume"]


def test_vehicles_are_looked_at_by_the_rules_for_vehicles(store, octavia):
    other = add(store, "vehicle", name="Herbie")
    asked = look(store, edits("vehicle", [octavia, other], year=2050))
    assert [one.caution.field for one in asked] == ["year", "year"]
