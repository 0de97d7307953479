"""Values that nobody here knows, as a sync brings them: no page stops, and each is kept as it came.

They come from a newer program, or from a member who means harm. Two of three records of the
sample garage get some; then everything that reads is asked.
"""

from __future__ import annotations

import itertools
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from client.operations import (
    activity,
    agenda,
    alarms,
    availability,
    comparing,
    due_alarms,
    event_file,
    expense_rows,
    figures,
    form_material,
    insights,
    invitations,
    joining,
    lists,
    own_fields,
    part_rows,
    plan_board,
    recent_overview,
    records,
    reminders,
    sale_history,
    story,
    trash,
    trip_rows,
    tyre_sets,
    vehicle_overview,
    whereabouts,
    whole_record,
    work_rows,
)
from client.operations.economy_filter import EconomyTest, fills_by_economy
from client.operations.exporting import export_garage
from client.operations.insights_period import period_window
from client.operations.overview import garage_overview
from client.operations.sample import make_sample_garage
from client.operations.settings import preferences
from client.store import Store
from client.store.layers import Envelope, confirm
from client.store.reading import Reader
from garage.moments import Moment
from garage.reading import Reading
from garage.records import Field, Kind, Vehicle, kind_named, kinds
from garage.records.agenda_fields import EventTimesField
from garage.records.fields import ChoiceField, ChoicesField, TextField
from garage.units import Quantity
from tests.client.store.making import stamp

TODAY = date(2026, 11, 18)
NOW = datetime(2026, 11, 18, 9, 42, tzinfo=UTC)
BERLIN = ZoneInfo("Europe/Berlin")
LATE = 1_900_000_000_000
MANY = 30
UNREADABLE = {"new": [1, {"er": None}]}
CODES = {
    "applies_to", "colour", "currency", "distance_unit", "economy_unit", "every", "order",
    "plate_region", "season", "unit", "volume_unit", "zone",
}  # fmt: skip
"""Texts that are words of a list."""
TIMES = [
    {"start": "2026-11-18T10:00", "end": "2026-11-18T11:00", "zone": "Mars/Olympus"},
    {"start": "2026-11-18T10:00", "zone": "Mars/Olympus", "rules": ["FREQ=WEEKLY;COUNT=3"]},
    {"start": "2026-11-18T10:00", "rules": ["FREQ=FORTNIGHTLY"]},
    {"start": "2026-11-18T10:00", "rules": ["FREQ=WEEKLY;RSCALE=CHINESE"]},
]
READS: list[Callable[[Reader], object]] = [
    lambda reader: garage_overview(reader, TODAY, preferences(reader), with_gone=True),
    lambda reader: activity.garage_activity(reader, {v.id: v for v in reader.all(Vehicle)}, 20),
    lambda reader: agenda.agenda(
        reader, date(2026, 10, 1), date(2027, 3, 1), BERLIN, today=TODAY, everything=True
    ),
    lambda reader: agenda.calendars(reader),
    lambda reader: alarms.alarms_now(reader, NOW, BERLIN, timedelta(days=30)),
    lambda reader: availability.busy_at(reader, NOW, NOW + timedelta(3), BERLIN, TODAY),
    lambda reader: comparing.compare(reader, [v.id for v in reader.all(Vehicle)], TODAY),
    lambda reader: due_alarms.due_rings(
        reader, NOW - timedelta(30), NOW + timedelta(30), NOW, BERLIN, frozenset()
    ),
    lambda reader: event_file.chosen_file(reader, "Europe/Berlin"),
    lambda reader: event_file.range_file(
        reader, date(2026, 1, 1), date(2027, 1, 1), BERLIN, "all", TODAY
    ),
    lambda reader: figures.due_in(reader, TODAY),
    lambda reader: fills_by_economy(reader, EconomyTest(">", Quantity("6", "L/100km"))),
    lambda reader: form_material.tags_in_use(reader),
    lambda reader: insights.insights(
        reader, insights.Question("12", period_window("12", TODAY), worth="depreciation"), TODAY,
        preferences(reader),
    ),
    lambda reader: invitations.open_invitations(reader, NOW),
    lambda reader: joining.doubles(reader),
    lambda reader: own_fields.own_fields(reader),
    lambda reader: trash.trash(reader),
]  # fmt: skip
OF_A_VEHICLE: list[Callable[[Reader, Vehicle], object]] = [
    lambda reader, one: expense_rows.expense_rows(reader, one.id),
    lambda reader, one: figures.costs_of(reader, one, TODAY),
    lambda reader, one: figures.economy_of(reader, one),
    lambda reader, one: part_rows.part_rows(reader, one.id),
    lambda reader, one: plan_board.plan_board(reader, one.id, TODAY),
    lambda reader, one: recent_overview.recent_overview(reader, one.id, TODAY),
    lambda reader, one: reminders.read_reminders(reader, one.id, TODAY),
    lambda reader, one: sale_history.read_sale_history(reader, one.id, TODAY),
    lambda reader, one: story.vehicle_story(reader, one.id),
    lambda reader, one: trip_rows.trip_rows(reader, one.id),
    lambda reader, one: tyre_sets.read_tyres(reader, one.id, TODAY),
    lambda reader, one: vehicle_overview.vehicle_page(reader, one.id, TODAY),
    lambda reader, one: work_rows.work_rows(reader, one.id, TODAY),
]


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A profile with the sample garage, and enough of each kind for all that may come."""
    folder = tmp_path_factory.mktemp("sample") / "profile"
    with Store(folder) as store:
        make_sample_garage(store, TODAY, BERLIN)
        store.set_settings({"region": "IE", "currency": "EUR"})
        calendar = store.read(lambda reader: reader.all(kind_named("calendar").type)[0].id)
        for name, values in (
            ("custom_field", {"name": "Paint", "applies_to": "vehicle", "sort": "choice"}),
            ("subscription", {"calendar": calendar, "url": "https://example.org/a.ics"}),
            ("shared_feed", {"name": "Ours", "of": calendar}),
        ):
            records.add(store, kind_named(name), values)
        for kind in kinds():
            there = store.read(lambda reader, kind=kind: reader.all(kind.type))
            first = {field.name: getattr(there[0], field.name) for field in kind.fields}
            first = {name: value for name, value in first.items() if value}
            for _ in range(len(there), MANY):
                records.add(store, kind, first)
    return folder


def strange(field: Field) -> Iterator[Any]:
    """Values of a field that this version knows nothing of."""
    yield UNREADABLE
    match field.type:
        case ChoiceField():
            yield "spaceship"
        case ChoicesField():
            yield from (["plutonium", "petrol"], ["plutonium"])
        case EventTimesField():
            yield from TIMES
        case TextField() if field.name in CODES:
            yield "no/such thing!"


GROUPS = [tuple(kinds())[at::6] for at in range(6)]


@pytest.mark.parametrize("group", GROUPS, ids=lambda group: group[0].name)
def test_what_nobody_knows_stops_no_reading(
    tmp_path: Path, sample: Path, group: tuple[Kind, ...]
) -> None:
    left = {kind: iter(coming(kind)) for kind in group}
    for turn in itertools.count():
        profile = tmp_path / str(turn)
        shutil.copytree(sample, profile)
        with Store(profile) as store:
            touched = {kind: bring(store, kind, values) for kind, values in left.items()}
            if not any(touched.values()):
                break
            store.read(lambda reader, touched=touched: read_all(reader, touched))
            for form in ("csv", "json", "zip"):
                export_garage(store, profile / f"all.{form}", form, Moment(TODAY))
    assert turn > 0, "nothing was brought that could have stopped anything"


def coming(kind: Kind) -> list[dict[str, Any]]:
    """What comes into records of a kind: something strange in each."""
    found = [{field.name: value} for field in kind.fields for value in strange(field)]
    # All of the words at once, as of a kind of vehicle that is quite new.
    words = {field.name: [*strange(field)][-1] for field in kind.fields}
    return [*found, {name: value for name, value in words.items() if value != UNREADABLE}]


def bring(store: Store, kind: Kind, values: Iterator[dict[str, Any]]) -> list[str]:
    """Let other devices write into two of three records; which ones."""
    space, ids = store.read(
        lambda reader: (reader.home()[0], [each.id for each in reader.all(kind.type)])
    )
    chosen = [id_ for at, id_ in enumerate(ids) if at % 3 != 1]
    envelopes = [
        Envelope(space, id_, kind.name, fields, {"": stamp(LATE + at)}, "ann", at, at)
        for at, (id_, fields) in enumerate(zip(chosen, values, strict=False), 1)
    ]
    store.layered(lambda transaction: [confirm(transaction, each) for each in envelopes])
    return [each.id for each in envelopes]


def read_all(reader: Reader, touched: dict[Kind, list[str]]) -> None:
    """Everything that pages read."""
    for read in READS:
        consumed(read(reader))
    for vehicle, each in itertools.product(reader.all(Vehicle), OF_A_VEHICLE):
        consumed(each(reader, vehicle))
    reading = Reading(date_order="DMY", today=TODAY)
    for kind, ids in touched.items():
        lists.list_records(reader, kind, reading)
        for id_ in ids:
            record = reader.find(id_)
            assert record is not None
            whereabouts.whereabouts(reader, record)
            whole_record.children_of(reader, record)
            story.record_story(reader, id_)
            form_material.form_material(reader, kind, str(getattr(record, "vehicle", "")), record)


def consumed(read: object) -> None:
    """What is read only while it is asked for is asked for."""
    if isinstance(read, Iterator):
        list(read)
