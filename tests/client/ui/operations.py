"""Every operation there is, done once on a small garage, and where the window offers it by keys."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from PIL import Image

import client.operations
from client.exchange.drafts import ImportOptions
from client.operations import (
    calendar_emptying,
    calendar_import,
    calendars,
    covers,
    event_line,
    events,
    exporting,
    first_steps,
    groups,
    import_files,
    importing,
    many_records,
    new_vehicle,
    own_fields,
    part_rows,
    pasted_table,
    pasting,
    plan_board,
    plan_parts,
    quick_add,
    records,
    reminders,
    restoring,
    subscriptions,
    tagging,
    upkeep,
    whole_record,
)
from client.operations.sample import making
from client.store import Store
from garage.calendar.times import EventTimes
from garage.moments import Moment
from garage.money import Money
from garage.quick import QuickContext, understand
from garage.quick.events import UnderstoodEvent, understand_event
from garage.reading import Reading
from garage.records import Vehicle, kind_named
from garage.units import Quantity

TODAY = date(2026, 11, 18)
NOW = Moment(TODAY)
READING = Reading(date_order="DMY", today=TODAY)
TIMES = EventTimes(
    start=datetime(2026, 11, 18, 9, 45), end=datetime(2026, 11, 18, 11), zone="Europe/Berlin"
)
BEGINS, ENDS = datetime(2026, 11, 19, 9, tzinfo=UTC), datetime(2026, 11, 19, 10, tzinfo=UTC)
SETTINGS = {
    "settings.change_settings": "a setting is set back where it was set",
    "settings.name_garage": "a setting is set back where it was set",
    "calendars.show_calendar": "a tick in a list is taken away where it was set",
    "invitations.be_called": "what one is called is set back where it was set",
    "import_columns.remember_columns": "how tables are read here, said anew in any import",
    "import_columns.forget_table": "a table is said anew the next time it is imported",
    "overtaken_here.fine_as_it_is": "a mark on this device alone that one has seen it",
}
"""What writes no record, and why it is not undone."""
ELSEWHERE = {
    "alarms.set_quiet_hours": "a setting",
    "due_alarms.set_due_lead": "a setting",
    "brought_in.note_taken_in": "what taking in a whole garage remembers on this device",
    "unused_pictures.tidy_pictures": "done by itself once a day; told in the settings",
    "exporting.export_garage": "writes no record; in the settings, with the backups",
    "busy_elsewhere.busy_elsewhere": "only asks the server, in the form of an event",
    "connected.connected_calendars": "only asks the server, below the list of calendars",
    "feeds.feeds_of": "only asks the server, in the form of an address",
    "feeds.list_feeds": "only asks the server, in the form of an address",
    "feeds.signed_in": "the way to the server for what is asked of it",
    "sharing.people": "only asks the server, on the page of a garage's people",
    "sharing.look_at_invitation": "only asks the server, before one joins",
    "sharing.server_of": "the way to the server for what is asked of it",
    "sharing.sync_after": "what follows what was asked of it",
    "sharing.take_back_garage": "the Undo of a garage that one has just made",
    "subscriptions.refresh_subscription": "nothing of a person's: a feed says what there is",
    "subscriptions.refresh_due": "nothing of a person's: a feed says what there is",
}
"""What is no deed of a person's on the garage, and what it is."""
HISTORY = {"records.undo": "edit.undo", "records.redo": "edit.redo"}


@dataclass(frozen=True)
class Command:
    """In the menu of all commands (F10) of a page or tab, and in the palette."""

    tab: str
    id: str


@dataclass(frozen=True)
class Key:
    """A key in a tab."""

    tab: str
    keys: str


@dataclass(frozen=True)
class Stop:
    """Something in a tab that Tab comes to, by how its name begins."""

    tab: str
    name: str


@dataclass(frozen=True)
class CardMenu:
    """In the menu of a vehicle's card, which the Menu key opens."""

    words: str


class Garage:
    """One vehicle with one of each thing that an operation is about."""

    def __init__(self, store: Store, folder: Path) -> None:
        self.store, self.folder = store, folder
        self.car = self.put("vehicle", name="Herbie", energies=("petrol",), plate_region="DE",
                            year=1973, picture="herbie", trim="1303")  # fmt: skip
        self.group = self.put("vehicle_group", name="Classics")
        self.item = self.put("plan_item", title="Brakes", vehicle=self.car)
        self.point = self.put("checklist_item", of=self.item, title="Discs")
        self.part = self.put("part", name="Filter")
        self.reminder = self.put("reminder", vehicle=self.car, title="Inspection",
                                 due=date(2026, 12, 1))  # fmt: skip
        self.tyres = self.put("tyre_set", vehicle=self.car, name="Winter")
        self.mounted = self.put("tyre_set", vehicle=self.car, name="Summer")
        upkeep.mount_tyres(store, self.mounted, Moment(date(2026, 4, 1)), None)
        self.own = self.put("custom_field", name="Paint code", applies_to="vehicle", sort="text")
        self.gone = self.put("expense", vehicle=self.car, title="Parking", date=NOW)
        records.delete(store, [self.gone])
        self.family = self.put("calendar", name="Family")
        self.club = self.put("calendar", name="Club")
        self.dentist = self.event("Dentist", self.family)

    def event(self, title: str, calendar: str) -> str:
        values = {"title": title, "calendar": calendar, "times": TIMES}
        (id_,) = events.add_event(self.store, values).touched["event"]
        return id_

    def archive(self) -> Path:
        """A garage that was exported elsewhere."""
        path = self.folder / "elsewhere.zip"
        with Store(self.folder / "elsewhere") as store:
            records.add(store, kind_named("vehicle"), {"name": "From elsewhere"})
            exporting.export_garage(store, path, "zip", NOW)
        return path

    def put(self, kind: str, **values: Any) -> str:
        return records.add(self.store, kind_named(kind), values).ids[0]

    def vehicle(self) -> Vehicle:
        return self.store.read(lambda reader: reader.get(Vehicle, self.car))

    def photo(self) -> Path:
        file = self.folder / "photo.png"
        Image.new("RGB", (40, 30), "red").save(file)
        return file

    def log(self) -> Path:
        file = self.folder / "log.csv"
        file.write_text("date,odometer,volume,total\n2026-10-01,10000,40.5,60.10\n")
        return file

    def calendar_file(self) -> bytes:
        lines = ("BEGIN:VCALENDAR", "VERSION:2.0", "X-WR-CALNAME:Club", "BEGIN:VEVENT",
                 "UID:advent", "DTSTAMP:20261101T000000Z", "DTSTART:20261128T150000Z",
                 "SUMMARY:Advent run", "END:VEVENT", "END:VCALENDAR", "")  # fmt: skip
        return "\r\n".join(lines).encode()

    def understood(self) -> UnderstoodEvent:
        context = self.store.read(
            lambda reader: event_line.line_context(reader, READING, ZoneInfo("UTC"))
        )
        return understand_event("Washing Tuesday 9:00", context)

    def options(self) -> ImportOptions:
        said = {"distance_unit": "km", "volume_unit": "L", "currency": "EUR", "vehicle": "Herbie",
                "format": "", "date_order": "", "decimal_mark": ""}  # fmt: skip
        return import_files.options_of(said, ZoneInfo("UTC"), None)

    def pasted(self) -> pasting.Pasted:
        titles = (("Date", "date"), ("What for", "title"), ("Amount, €", "total"))
        target = pasted_table.Target(self.vehicle(), ("expense",), titles)
        text = "Date\tWhat for\tAmount\n1.2.2026\tToll\t9"
        return self.store.read(lambda reader: pasting.understand(reader, text, target, READING))

    def suggestion(self) -> reminders.Suggestion:
        found = self.store.read(
            lambda reader: reminders.read_reminders(reader, self.car, TODAY).suggestions
        )
        return found[0]


def prepare(name: str, garage: Garage) -> None:
    """What has to be there before an operation can be done."""
    if name == "sample.making.remove_sample_garage":
        making.make_sample_garage(garage.store, TODAY, ZoneInfo("UTC"))


Do = Callable[[Store, Garage], object]
Way = Command | Key | Stop | CardMenu

KM = Quantity("94300", "km")
OPERATIONS: dict[str, tuple[Way, Do]] = {
    "calendar_emptying.empty_calendar": (
        Stop("calendar", "Family"),
        lambda store, it: calendar_emptying.empty_calendar(store, it.family, it.club),
    ),
    "calendar_import.import_calendar": (
        Command("calendar", "garage.import"),
        lambda store, it: calendar_import.import_calendar(store, it.calendar_file()),
    ),
    "calendars.add_calendar": (
        Command("calendar", "calendar.add"),
        lambda store, it: calendars.add_calendar(store, {"name": "Work"}),
    ),
    "calendars.edit_calendar": (
        Stop("calendar", "Family"),
        lambda store, it: calendars.edit_calendar(store, it.family, {"colour": "sienna"}),
    ),
    "calendars.delete_calendar": (
        Stop("calendar", "Family"),
        lambda store, it: calendars.delete_calendar(store, it.family),
    ),
    "covers.choose_cover": (
        Command("overview", "vehicle.picture"),
        lambda store, it: covers.choose_cover(store, it.car, it.photo()),
    ),
    "covers.remove_cover": (
        Command("overview", "vehicle.no-picture"),
        lambda store, it: covers.remove_cover(store, it.car),
    ),
    "event_line.add_understood_event": (
        Command("calendar", "calendar.quick"),
        lambda store, it: event_line.add_understood_event(store, it.understood()),
    ),
    "events.add_event": (
        Command("calendar", "calendar.new"),
        lambda store, it: it.event("Lunch", it.family),
    ),
    "events.edit_event": (
        Stop("calendar", "Calendar"),
        lambda store, it: events.edit_event(store, it.dentist, {"title": "Doctor"}),
    ),
    "events.move_event": (
        Stop("calendar", "Calendar"),
        lambda store, it: events.move_event(store, it.dentist, BEGINS, ENDS, all_day=False),
    ),
    "events.copy_event": (
        Stop("calendar", "Calendar"),
        lambda store, it: events.copy_event(store, it.dentist, BEGINS, ENDS, all_day=False),
    ),
    "events.delete_event": (
        Stop("calendar", "Calendar"),
        lambda store, it: events.delete_event(store, it.dentist),
    ),
    "first_steps.change_first_vehicle": (
        Command("garage", "garage.welcome"),
        lambda store, it: first_steps.change_first_vehicle(
            store,
            it.car,
            first_steps.FirstVehicle({"name": "Octavia"}),
            first_steps.FirstVehicle({"name": "Z3"}, odometer=KM),
            NOW,
        ),
    ),
    "first_steps.keep_reminders": (
        Command("garage", "garage.welcome"),
        lambda store, it: first_steps.keep_reminders(
            store, it.car, [first_steps.Remembered("Tax", "insurance_tax", TODAY)]
        ),
    ),
    "groups.add_group": (
        Command("garage", "garage.groups"),
        lambda store, it: groups.add_group(store, "Work", [it.car]),
    ),
    "groups.put_in_group": (
        CardMenu("Put in group"),
        lambda store, it: groups.put_in_group(store, [it.car], it.group),
    ),
    "groups.set_status": (
        CardMenu("Lay up"),
        lambda store, it: groups.set_status(store, [it.car], "laid_up"),
    ),
    "groups.dissolve": (
        Command("garage", "garage.groups"),
        lambda store, it: groups.dissolve(store, it.group),
    ),
    "restoring.restore_archive": (
        Stop("settings:backups", "Take in an exported garage"),
        lambda store, it: restoring.restore_archive(store, it.archive(), merge=True),
    ),
    "import_files.import_file": (
        Command("garage", "garage.import"),
        lambda store, it: import_files.import_file(store, it.log(), it.options(), vehicle="Herbie"),
    ),
    "importing.run_import": (
        Command("garage", "garage.import"),
        lambda store, it: importing.run_import(
            store, import_files.plan_file(it.log(), it.options()), vehicle="Herbie"
        ),
    ),
    "many_records.change_many": (
        Command("service", "rows.change"),
        lambda store, it: many_records.change_many(
            store,
            [
                many_records.Edited("reminder", it.reminder, {"notes": "by Huber"}),
                many_records.Edited("vehicle", it.car, {"colour": "red"}),
            ],
        ),
    ),
    "new_vehicle.add_vehicle": (
        Command("garage", "vehicle.add"),
        lambda store, it: new_vehicle.add_vehicle(store, {"name": "Z3"}, (), KM, NOW),
    ),
    "own_fields.add_own_field": (
        Stop("settings:fields", "Add a field"),
        lambda store, it: own_fields.add_own_field(
            store, {"name": "Interior code", "applies_to": "vehicle", "sort": "text"}
        ),
    ),
    "own_fields.rename_own_field": (
        Stop("settings:fields", "Rename"),
        lambda store, it: own_fields.rename_own_field(store, it.own, "Colour code"),
    ),
    "part_rows.move_stock": (
        Key("parts", "+"),
        lambda store, it: part_rows.move_stock(store, it.part, Decimal(1), NOW),
    ),
    "pasting.add_pasted": (
        Stop("expenses", "Expenses"),
        lambda store, it: pasting.add_pasted(store, it.pasted().rows),
    ),
    "plan_board.move_plan_item": (
        Stop("plan", "New headliner"),
        lambda store, it: plan_board.move_plan_item(store, it.item, "doing"),
    ),
    "plan_board.tick_points": (
        Stop("plan", "New headliner"),
        lambda store, it: plan_board.tick_points(store, [it.point], "ok"),
    ),
    "plan_board.add_point": (
        Stop("plan", "New headliner"),
        lambda store, it: plan_board.add_point(store, it.item, "Pads"),
    ),
    "plan_parts.add_plan_part": (
        Stop("plan", "New headliner"),
        lambda store, it: plan_parts.add_plan_part(store, it.item, "4 × Pads"),
    ),
    "quick_add.add_understood": (
        Stop("fuel", "Quick add"),
        lambda store, it: quick_add.add_understood(
            store, it.car, understand("45.2 l 71.30 EUR 84120 km", QuickContext(reading=READING))
        ),
    ),
    "records.add": (
        Stop("specs", "Add"),
        lambda store, it: records.add(store, kind_named("note"), {"vehicle": it.car, "title": "a"}),
    ),
    "records.edit": (
        Key("service", "E"),
        lambda store, it: records.edit(store, it.car, {"trim": "1303 S"}),
    ),
    "records.use_value": (
        Command("history", "history.use"),
        lambda store, it: records.use_value(store, it.car, "trim", "1303 L"),
    ),
    "records.delete": (
        Key("service", "Del"),
        lambda store, it: records.delete(store, [it.reminder]),
    ),
    "records.restore": (
        Command("garage", "go.trash"),
        lambda store, it: records.restore(store, [it.gone]),
    ),
    "reminders.add_suggested": (
        Command("reminders", "reminder.add"),
        lambda store, it: reminders.add_suggested(store, it.car, "Oil", it.suggestion()),
    ),
    "sample.making.make_sample_garage": (
        Command("garage", "garage.sample"),
        lambda store, it: making.make_sample_garage(store, TODAY, ZoneInfo("UTC")),
    ),
    "sample.making.remove_sample_garage": (
        Command("garage", "garage.no-sample"),
        lambda store, it: making.remove_sample_garage(store),
    ),
    "subscriptions.add_subscription": (
        Command("calendar", "calendar.subscribe"),
        lambda store, it: subscriptions.add_subscription(store, "https://club.example/a.ics"),
    ),
    "tagging.tag": (
        Key("service", "T"),
        lambda store, it: tagging.tag(store, [it.reminder], "winter"),
    ),
    "upkeep.complete_reminder": (
        Stop("reminders", "Done: Inspection"),
        lambda store, it: upkeep.complete_reminder(
            store, it.reminder, NOW, odometer=KM, service={"total": Money("112", "EUR")}
        ),
    ),
    "upkeep.finish_plan_item": (
        Stop("plan", "New headliner"),
        lambda store, it: upkeep.finish_plan_item(
            store, it.item, NOW, {"total": Money("20", "EUR")}, odometer=KM, becomes="repair"
        ),
    ),
    "upkeep.mount_tyres": (
        Stop("tyres", "Take off"),
        lambda store, it: upkeep.mount_tyres(store, it.tyres, NOW, KM),
    ),
    "upkeep.dismount_tyres": (
        Stop("tyres", "Take off"),
        lambda store, it: upkeep.dismount_tyres(store, it.mounted, NOW, KM),
    ),
    "upkeep.measure_tread": (
        Stop("tyres", "Measure tread"),
        lambda store, it: upkeep.measure_tread(
            store, it.tyres, NOW, {"front": Quantity("6", "mm"), "rear": Quantity("5", "mm")}
        ),
    ),
    "upkeep.postpone_reminder": (
        Stop("reminders", "More for Inspection"),
        lambda store, it: upkeep.postpone_reminder(store, it.reminder, due=date(2027, 1, 1)),
    ),
    "whole_record.save_whole": (
        Command("overview", "vehicle.service"),
        lambda store, it: whole_record.save_whole(
            store, kind_named("expense"), None, {"vehicle": it.car, "title": "Toll", "date": NOW},
            (),
        ),
    ),
}  # fmt: skip


def known_operations() -> Iterator[str]:
    """What client.operations offers to be done to a store."""
    package = client.operations
    for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        module = importlib.import_module(found.name)
        room = found.name.removeprefix(f"{package.__name__}.")
        for name, made in vars(module).items():
            if not inspect.isfunction(made) or made.__module__ != found.name or name[0] == "_":
                continue
            parameters = list(inspect.signature(made).parameters.values())
            if parameters and parameters[0].annotation in ("Store", Store):
                yield f"{room}.{name}"
