"""What the person set: region, units, currency, name; and what follows from it for each vehicle."""

from __future__ import annotations

import dataclasses
import locale
import os
from collections.abc import Mapping
from datetime import datetime, time, tzinfo
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from client.errors import BadRequest
from client.machine import zone_name
from client.store import Reader, Store
from garage.ids import is_id
from garage.money import checked_currency
from garage.records import Vehicle
from garage.records.fields import TextField
from garage.records.known import in_known_units
from garage.regions import FALLBACK, REGIONS, Preferences
from garage.units import unit
from garage.words import N_, told

SETTINGS = {
    "name": "your name",
    "region": "a country's code, as DE or GB",
    "currency": "a currency's code, as EUR",
    "language": "a language's code, as en or de",
    "theme": "system, light or dark",
    "zone": "a time zone, as Europe/Berlin",
    "units": "purpose → unit code",
    "window": "where the window was",
    "page": "the page that the window was closed on",
    "recent": "what was used last",
    "date_order": "DMY, MDY or YMD",
    "numbers": "how numbers are written, as 1.234,5",
    "tables": "how each table is arranged, and where one was in it",
    "import_columns": "what the columns of imported tables were said to be",
    "garage": "how the garage is shown",
    "pictures_from": "the folder from which a vehicle's picture was chosen last",
    "plan": "how plans are shown",
    "plan_filter": "whose cards, and of which tag, plans show",
    "insights": "what was asked of the insights last",
    "scroll": "how far each page was scrolled",
    "calendar": "how the calendar is shown",
    "event_calendar": "the calendar that the last new event was put into",
    "space": "the id of the garage that is shown, if not all are",
    "overtaken_seen": "values that were overtaken and that one is content to leave so",
    "calendars": "which calendars are not shown, and when alarms are quiet",
    "alarms": "alarms that were put off, or are done here alone",
    "quiet_hours": "from when to when no alarm is told",
    "due_alarms": "when what is due in the garage is told",
    "week_begins": "the weekday on which the week begins, from Monday, 0",
    "working_days": "the weekdays on which you work, from Monday, 0",
    "working_hours": "from when to when you work on them",
    "letters_told": "the scripts for which one knows that no font is here",
    "welcomed": "whether the first steps were gone through",
}
"""The settings there are, and what each takes."""

DATE_ORDERS = ("DMY", "MDY", "YMD")
NUMBERS = ("1,234.5", "1.234,5", "1\u202f234,5", "1\u202f234.5", "1’234.5", "1234.5", "1234,5")
"""The ways to write numbers, each as a sample."""

_VEHICLE_UNITS = {"distance": "distance_unit", "volume": "volume_unit", "economy": "economy_unit"}


def system_region() -> str:
    """The region that the system's locale names, or the fallback's."""
    named = (
        os.environ.get("LC_ALL") or os.environ.get("LC_MONETARY") or os.environ.get("LANG") or ""
    )
    if not named:
        named = locale.getlocale()[0] or ""
    country = named.partition(".")[0].partition("_")[2].upper()
    return country if country in REGIONS else FALLBACK


def preferences(reader: Reader) -> Preferences:
    """How the person wants values read and shown."""
    return preferences_of(reader.settings())


def preferences_of(settings: Mapping[str, Any]) -> Preferences:
    """The preferences that settings amount to."""
    chosen = Preferences.for_region(settings.get("region") or system_region())
    if settings.get("units"):
        chosen = chosen.with_units(settings["units"])
    if settings.get("currency"):
        chosen = dataclasses.replace(chosen, currency=settings["currency"])
    if settings.get("language"):
        chosen = dataclasses.replace(chosen, language=settings["language"])
    if settings.get("date_order"):
        chosen = dataclasses.replace(chosen, date_order=settings["date_order"])
    if settings.get("numbers"):
        grouping, decimal_mark = _marks_of(settings["numbers"])
        chosen = dataclasses.replace(chosen, grouping=grouping, decimal_mark=decimal_mark)
    return _with_week(chosen, settings)


def _with_week(chosen: Preferences, settings: Mapping[str, Any]) -> Preferences:
    begins, days = settings.get("week_begins"), settings.get("working_days")
    if isinstance(begins, int) and begins in range(7):
        chosen = dataclasses.replace(chosen, week_begins=begins)
    if isinstance(days, list | tuple):
        working = tuple(day for day in range(7) if day in days)
        chosen = dataclasses.replace(chosen, working=working)
    hours = working_hours(settings)
    if hours is not None:
        first, last = (each.hour * 60 + each.minute for each in hours)
        chosen = dataclasses.replace(chosen, working_hours=(first, last or 24 * 60))
    return chosen


def working_hours(settings: Mapping[str, Any]) -> tuple[time, time] | None:
    """From when to when the person works, where they said so."""
    said = settings.get("working_hours")
    if not isinstance(said, list | tuple) or len(said) != 2:
        return None
    try:
        first, last = (time.fromisoformat(str(each)) for each in said)
    except ValueError:
        return None
    return (first, last) if first < last or last == time() else None


def _marks_of(sample: str) -> tuple[str, str]:
    """(between thousands, before decimals) of a sample as "1.234,5"."""
    return sample[1:-5], sample[-2]


def for_vehicle(chosen: Preferences, vehicle: Vehicle | None) -> Preferences:
    """The preferences with the vehicle's own units and currency above them."""
    if vehicle is None:
        return chosen
    vehicle = in_known_units(vehicle)
    units = {
        purpose: getattr(vehicle, name)
        for purpose, name in _VEHICLE_UNITS.items()
        if getattr(vehicle, name)
    }
    if "economy" in units:
        # A car that counts in kWh/100 km has its say about electricity, none about fuel.
        code = units.pop("economy")
        units[unit(code).dimension.value] = code
    if units.get("distance") == "mi" and "electric_economy" not in units:
        units["electric_economy"] = "mi/kWh"
    fitted = chosen.with_units(units) if units else chosen
    return dataclasses.replace(fitted, currency=vehicle.currency) if vehicle.currency else fitted


def set_currency(reader: Reader) -> str | None:
    """The currency where the person chose one, or a region; None if it is only guessed."""
    settings = reader.settings()
    if settings.get("currency") or settings.get("region"):
        return preferences_of(settings).currency
    return None


def zone(settings: Mapping[str, Any]) -> tzinfo:
    """The person's time zone: the one they set, else the system's."""
    if settings.get("zone"):
        return ZoneInfo(settings["zone"])
    here = datetime.now().astimezone().tzinfo
    assert here is not None
    name = zone_name()
    return ZoneInfo(name) if name else here


def change_settings(store: Store, values: Mapping[str, Any]) -> None:
    """Set settings after checking them; None forgets one. Raises BadRequest, ValueRefused."""
    store.set_settings({name: _checked(name, value) for name, value in values.items()})


def name_garage(store: Store, name: str) -> None:
    """Name the person's own garage; raises ValueRefused for a name that is too long."""
    store.name_home(TextField(limit=200).check(name))


def _checked(name: str, value: Any) -> Any:
    if name not in SETTINGS:
        raise BadRequest(
            told("there is no setting {name!r}", name=name),
            told("use one of {settings}", settings=", ".join(SETTINGS)),
        )
    if value is None:
        return None
    if name == "region":
        code = str(value).upper()
        if code not in REGIONS:
            raise BadRequest(
                told("{value!r} is no region we know", value=value),
                told("use one of {sorted}", sorted=", ".join(sorted(REGIONS))),
            )
        return code
    if name == "currency":
        return checked_currency(str(value).upper())
    if name == "zone":
        try:
            ZoneInfo(str(value))
        except (ZoneInfoNotFoundError, ValueError, OSError):
            raise BadRequest(
                told("{value!r} is no time zone", value=value), N_("write it as Europe/Berlin")
            ) from None
    if name == "date_order" and value not in DATE_ORDERS:
        raise BadRequest(
            told("{value!r} is no order of dates", value=value),
            told("use {date_orders}", date_orders=", ".join(DATE_ORDERS)),
        )
    if name == "numbers" and value not in NUMBERS:
        raise BadRequest(
            told("{value!r} is no way to write numbers", value=value),
            told("use {numbers}", numbers=", ".join(NUMBERS)),
        )
    if name == "theme" and value not in ("system", "light", "dark"):
        raise BadRequest(
            told("{value!r} is no theme", value=value), N_("use system, light or dark")
        )
    if name in ("name", "language"):
        return TextField(limit=200).check(value)
    if name == "space" and not is_id(str(value)):
        raise BadRequest(
            told("{value!r} is no id of a garage", value=value), N_("choose the garage by its name")
        )
    if name == "tables" and not isinstance(value, Mapping):
        raise BadRequest(
            told("{value!r} arranges no table", value=value), N_("arrange it in the window")
        )
    if name == "units":
        if not isinstance(value, Mapping) or not all(isinstance(v, str) for v in value.values()):
            raise BadRequest(
                told("{value!r} are no units", value=value), N_("write purpose → unit code")
            )
        Preferences.for_region(FALLBACK).with_units(value)
    return value
