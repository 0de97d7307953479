"""The sample garage: the same each time, believable, as pictured, and gone without a trace."""

from __future__ import annotations

import functools
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from client.errors import BadRequest
from client.operations import records
from client.operations.plan_board import plan_board
from client.operations.sample import (
    HOME,
    SOURCE,
    has_sample_garage,
    make_sample_garage,
    remove_sample_garage,
    sample_rows,
)
from client.store import NewRow, Store
from garage.records import Record, Reminder, Vehicle, kind_named, kinds
from garage.rules.costs import costs
from garage.rules.due import Usage, due_list
from garage.rules.economy import economies
from garage.rules.odometer import odometer_timeline
from garage.rules.tyres import tyre_states
from garage.rules.windows import Window

ZONE = ZoneInfo("Europe/Berlin")
SPACE = "018f0000-0000-7000-8000-000000000000"
TODAY = date(2026, 11, 18)
DAYS = (TODAY, date(2026, 1, 1), date(2027, 7, 4), date(2028, 2, 29))
ECONOMY = {"Herbie": 9.4, "Octavia": 5.62, "Model 3": 16.2, "Z3": 9.9, "CB500F": 3.6}
ODOMETER = {"Herbie": 94_207, "Octavia": 84_120, "Model 3": 61_480, "Z3": 148_902,
            "CB500F": 22_764}  # fmt: skip


def made(today: date = TODAY, language: str = "en") -> list[NewRow]:
    return list(sample_rows(SPACE, today, zone=ZONE, language=language))


_same = functools.cache(made)
"""The rows for whoever only looks at them."""


class Garage:
    """The rows as records, by kind and by vehicle."""

    def __init__(self, rows: list[NewRow]) -> None:
        self.records: list[Record] = [row.kind.type(id=row.id, **row.values) for row in rows]
        self.vehicles = {v.name: v for v in self.records if isinstance(v, Vehicle)}

    def of(self, name: str, kind: str = "") -> list:
        vehicle = self.vehicles[name].id
        return [
            record
            for record in self.records
            if getattr(record, "vehicle", "") == vehicle and kind in ("", record.kind)
        ]

    def timeline(self, name: str):
        return odometer_timeline(self.of(name), self.vehicles[name])


@pytest.fixture(scope="module", params=DAYS, ids=str)
def garage(request: pytest.FixtureRequest) -> tuple[Garage, date]:
    return Garage(_same(request.param)), request.param


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path) as opened:
        yield opened


def test_the_same_day_gives_the_same_garage_twice() -> None:
    first, second = made(), made()
    assert [(row.id, row.values) for row in first] == [(row.id, row.values) for row in second]


def test_there_are_six_vehicles_with_thousands_of_records_that_are_all_valid() -> None:
    rows = _same()
    assert 2_000 <= len(rows) <= 4_000
    ids = set()
    for row in rows:
        assert row.kind.complete(row.values) == dict(row.values)
        assert row.values["source"] == SOURCE
        for field in row.kind.fields:
            if hasattr(field.type, "kinds") and row.values.get(field.name):
                assert row.values[field.name] in ids, f"{row.kind.name}.{field.name} leads nowhere"
        ids.add(row.id)
    assert len(ids) == len(rows)
    names = [row.values["name"] for row in rows if row.kind.name == "vehicle"]
    assert names == ["Herbie", "Octavia", "Model 3", "Z3", "CB500F", "Trailer"]


def test_every_kind_but_own_fields_is_there() -> None:
    # Feeds of others, and one's own for others, would lead out of the house.
    left_out = {"custom_field", "subscription", "shared_feed"}
    assert {row.kind.name for row in _same()} == {kind.name for kind in kinds()} - left_out


def test_no_odometer_runs_backwards_and_all_end_as_pictured(garage: tuple[Garage, date]) -> None:
    there, _ = garage
    for name, shown in ODOMETER.items():
        timeline = there.timeline(name)
        assert timeline.backwards == ()
        assert timeline.current is not None
        assert timeline.current.shown.value == str(shown)
    assert there.timeline("Trailer").readings == ()


def test_nothing_happens_after_today(garage: tuple[Garage, date]) -> None:
    there, today = garage
    for record in there.records:
        moment = getattr(record, "date", None)
        assert moment is None or moment.day <= today, record


def test_the_economy_of_the_last_year_is_as_pictured(garage: tuple[Garage, date]) -> None:
    there, today = garage
    for name, pictured in ECONOMY.items():
        (economy,) = economies(there.of(name, "fill_up"), vehicle=there.vehicles[name])
        last, before = economy.years(today)
        assert last is not None
        assert before is not None
        assert float(economy.shown(last.si).value) == pytest.approx(pictured, rel=0.03)
        assert {each.flag for each in economy.intervals} <= {None, "missed", "outlier"}


def test_the_octavia_has_112_fill_ups_and_one_that_is_flagged() -> None:
    there = Garage(_same())
    fills = there.of("Octavia", "fill_up")
    assert len(fills) == 112
    assert any(not fill.full for fill in fills)
    assert any(fill.missed for fill in fills)
    (economy,) = economies(fills, vehicle=there.vehicles["Octavia"])
    flagged = [each for each in economy.intervals if each.flag == "outlier"]
    assert [str(economy.shown(each.si).value) for each in flagged] == ["11.89"]


def test_consumption_rises_in_winter_and_the_z3_stands_still() -> None:
    there = Garage(_same())
    (economy,) = economies(there.of("Model 3", "fill_up"), vehicle=there.vehicles["Model 3"])
    by_season: dict[bool, list[float]] = {True: [], False: []}
    for point in economy.points():
        if point.day.month in (1, 7):
            by_season[point.day.month == 1].append(float(economy.shown(point.si).value))
    winter, summer = (sum(each) / len(each) for each in (by_season[True], by_season[False]))
    assert winter > 1.12 * summer
    months = {fill.date.day.month for fill in there.of("Z3", "fill_up")}
    assert months <= set(range(4, 11))


def test_what_is_due_soon_is_as_pictured(garage: tuple[Garage, date]) -> None:
    there, today = garage
    vehicles = {v.id: v for v in there.vehicles.values()}
    usages = {v.id: Usage.on(today, there.timeline(v.name)) for v in vehicles.values()}
    reminders = [record for record in there.records if isinstance(record, Reminder)]
    soon = [
        (vehicles[due.reminder.vehicle].name, due.reminder.title, due.days_left, due.state)
        for due in due_list(reminders, today, vehicles, usages)
        if due.day is not None and due.day <= today + timedelta(days=60)
        and due.reminder.category != "other"
    ]  # fmt: skip
    tyres = "Winter tyres" if today.month in (9, 10, 11, 12, 1, 2) else "Summer tyres"
    assert [each for each in soon if each[2] is not None] == [
        ("Octavia", "Inspection (HU)", -9, "overdue"),
        ("Model 3", tyres, 4, "soon"),
        ("Z3", "Insurance renewal", 6, "soon"),
        ("Z3", "Battery top-up charge", 15, "soon"),
        ("Octavia", "Road tax", 27, "soon"),
    ]
    assert ("Herbie", "Valve clearance", None, "soon") in soon
    (valves,) = [r for r in reminders if r.title == "Valve clearance"]
    assert int(valves.due_odometer.value) - ODOMETER["Herbie"] == 310


def test_tyre_sets_are_on_one_at_a_time_and_the_due_one_is_off(
    garage: tuple[Garage, date],
) -> None:
    there, today = garage
    events = [record for record in there.records if record.kind == "tyre_event"]
    for name in ODOMETER:
        states = tyre_states(there.of(name, "tyre_set"), events, there.timeline(name), today)
        assert [state.faults for state in states] == [()] * len(states)
        assert sum(state.on for state in states) == 1
    states = tyre_states(there.of("Model 3", "tyre_set"), events, there.timeline("Model 3"), today)
    (on,) = [state.tyre_set.season for state in states if state.on]
    assert on == ("summer" if today.month in (9, 10, 11, 12, 1, 2) else "winter")


def test_what_is_paid_yearly_is_paid_once_a_year() -> None:
    there = Garage(_same())
    window = Window.months_to(TODAY)
    for name, insured, taxed in (("Octavia", 468.20, 194.0), ("Herbie", 148.60, 191.0)):
        spent = costs(there.of(name), today=TODAY, window=window, currency="EUR")
        assert float(spent.by_category["insurance"]) == insured
        assert float(spent.by_category["tax"]) == taxed


def test_the_plan_has_cards_in_all_columns() -> None:
    states = [card.state for card in Garage(_same()).of("Herbie", "plan_item")]
    assert {state: states.count(state) for state in set(states)} == {
        "backlog": 5, "planned": 3, "doing": 3, "done": 4,
    }  # fmt: skip


def test_in_german_the_figures_are_the_same_and_the_texts_are_not() -> None:
    english, german = _same(), _same(language="de")
    told = {row.values["title"] for row in german if row.kind.name in ("reminder", "plan_item")}
    assert {"Kfz-Steuer", "Ventilspiel", "Neuer Himmel", "Hauptuntersuchung (HU)"} <= told
    assert told.isdisjoint({"Road tax", "Valve clearance", "New headliner", "Inspection (HU)"})
    totals = [[row.values.get("total") for row in rows] for rows in (english, german)]
    assert totals[0] == totals[1]
    for kind in ("reminder", "expense", "service", "repair", "upgrade", "checklist_item", "part"):
        name = "name" if kind == "part" else "title"
        pairs = [
            (one.values[name], other.values[name])
            for one, other in zip(english, german, strict=True)
            if one.kind.name == kind
        ]
        same = {one for one, other in pairs if one == other}
        assert same <= {"Starter", "Thermostat", "Radiator"}, f"{kind}: no German for {same}"


def test_in_german_each_tag_is_german_too() -> None:
    english, german = (
        {tag for row in rows for tag in row.values.get("tags") or ()}
        for rows in (_same(), _same(language="de"))
    )
    assert {"innenraum", "oldtimer", "vor-dem-winter"} <= german
    assert len(german) == len(english)
    assert english.isdisjoint(german)


def test_it_is_made_in_one_step_that_undo_takes_back(store: Store) -> None:
    began = time.thread_time()
    changes = make_sample_garage(store, TODAY, ZONE)
    assert time.thread_time() - began < 3
    assert "fill_up" in changes.touched
    assert store.read(lambda reader: reader.home()[1]) == HOME["en"]
    counts = store.read(lambda reader: {kind.name: reader.count(kind) for kind in kinds()})
    assert counts["vehicle"] == 6
    assert store.read(lambda reader: len(reader.search("Viktualienmarkt"))) > 0
    store.undo()
    assert store.read(lambda reader: {reader.count(kind) for kind in kinds()}) == {0}
    assert store.read(lambda reader: reader.search("Viktualienmarkt")) == []
    make_sample_garage(store, TODAY, ZONE)
    assert store.read(lambda reader: reader.count(kind_named("vehicle"))) == 6


def test_removing_it_leaves_what_the_person_wrote(store: Store) -> None:
    records.add(store, kind_named("vehicle"), {"name": "Mine"})
    make_sample_garage(store, TODAY, ZONE, "de")
    assert store.read(lambda reader: reader.home()[1]) == ""
    with pytest.raises(BadRequest, match="there already"):
        make_sample_garage(store, TODAY, ZONE)
    remove_sample_garage(store)
    assert not store.read(has_sample_garage)
    left = store.read(lambda reader: [v.name for v in reader.all(Vehicle)])
    assert left == ["Mine"]
    assert store.read(lambda reader: reader.count(kind_named("work_line"))) == 0
    with pytest.raises(BadRequest, match="no sample garage"):
        remove_sample_garage(store)


def test_the_garages_name_goes_and_comes_with_the_sample(store: Store) -> None:
    def name() -> str:
        return store.read(lambda reader: reader.home()[1])

    make_sample_garage(store, TODAY, ZONE, "de")
    for _time in range(2):
        records.undo(store)
        assert name() == ""
        records.redo(store)
        assert name() == HOME["de"]
    remove_sample_garage(store)
    assert name() == ""
    records.undo(store)
    assert name() == HOME["de"]
    records.redo(store)
    assert name() == ""


def test_undoing_the_sample_leaves_a_name_that_the_person_gave(store: Store) -> None:
    make_sample_garage(store, TODAY, ZONE)
    store.name_home("Ours")
    records.undo(store)
    records.redo(store)
    assert store.read(lambda reader: reader.home()[1]) == "Ours"
    records.undo(store)
    store.name_home("")
    records.add(store, kind_named("vehicle"), {"name": "Mine"})
    make_sample_garage(store, TODAY, ZONE)
    records.undo(store)
    records.redo(store)
    assert store.read(lambda reader: reader.home()[1]) == ""


def test_the_plan_says_who_does_what_and_which_parts_are_there(store: Store) -> None:
    make_sample_garage(store, TODAY, ZONE)
    (herbie,) = [v for v in store.read(lambda r: r.all(Vehicle)) if v.name == "Herbie"]
    board = store.read(lambda reader: plan_board(reader, herbie.id, TODAY))
    told = {
        card.item.title: (card.item.assignee, card.in_stock.there, card.in_stock.wanted)
        for card in board.cards
        if card.parts
    }
    assert told == {
        "Fuel sender reads low": ("", None, 1),
        "Valve clearance": ("Jonas", None, 2),
        "Exhaust, both tailpipes": ("Karl", 0, 2),
        "Front axle beam": ("Karl", 9, 11),
        "Rewire the fog lamps": ("Jonas", None, 3),
    }
    assert board.people == ("Jonas", "Karl")
