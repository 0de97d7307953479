"""What can be done to a vehicle from the search popup: its commands, and a line as quick add."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from PySide6.QtWidgets import QWidget

from client.operations.quick_add import add_understood, stations_in_use
from client.store import Changes, Reader, Store
from client.store.search import fold
from client.ui.desk import Desk
from client.ui.routes import VEHICLE, Route
from client.ui.shell.finding import named_so
from client.ui.shell.found import Found
from client.ui.shell.known import Known, last_odometer
from client.ui.shell.matching import Span, marks, match
from client.ui.text import _, amid, said
from client.ui.vehicles.quick_shown import value_words
from client.ui.vehicles.shown import Shown
from garage.errors import ValueRefused
from garage.quick import QuickContext, Understood, understand
from garage.reading import Reading
from garage.records import Vehicle, find_kind
from garage.records.upkeep import WORK_KINDS
from garage.units import Quantity

MOST = 6
_DIGIT = re.compile(r"\d")
_TOLD = (
    "title", "volume", "energy", "mass", "total", "odometer", "hours", "date", "station",
)  # fmt: skip
_NEEDED = {
    "fill_up": ("volume", "energy", "mass"),
    "odometer_reading": ("odometer", "hours"),
    "expense": ("total",),
    **dict.fromkeys(WORK_KINDS, ("total", "odometer")),
}

Do = Callable[[str, Vehicle], Callable[[], None]]
"""From a kind and a vehicle to what adds a record of it."""


def deeds_for(desk: Desk, parent: QWidget) -> Do:
    """How records are added from anywhere: by their forms over `parent`."""

    def deed(kind: str, vehicle: Vehicle) -> Callable[[], None]:
        return functools.partial(open_adding, desk, parent, kind, vehicle)

    return deed


def open_adding(desk: Desk, parent: QWidget, kind: str, vehicle: Vehicle) -> None:
    """Open the form of a new record of a vehicle."""
    # Not needed before: importing it would hold up the start.
    from client.ui.vehicles.record_form import open_form

    open_form(desk, parent, kind, vehicle)


# ------------------------------------------------------------------ commands with a vehicle


def found_deeds(
    reader: Reader,
    known: Known,
    words: Sequence[str],
    shown: Shown,
    do: Do,
    of: Sequence[Vehicle],
) -> list[Found]:
    """ "Add fill-up to Octavia" and its like, for vehicles that are named and where one is."""
    if not words and not known.here:
        return []
    there = [vehicle for vehicle in known.in_use if vehicle.id == known.here]
    named = list({vehicle.id: vehicle for vehicle in (*there, *of)}.values())
    # Only what is shown is written out: a garage has hundreds of deeds, and each letter asks them.
    fitting = _of_named(named, words) if named else _of_all(known, words)
    fitting.sort(key=lambda each: each[0])
    rows = []
    for _score, deed, fits in fitting[:MOST]:
        odometer = _odometer(reader, deed.vehicle, known) if named else None
        here, own = deed.vehicle.id == known.here, shown.of(deed.vehicle)
        rows.append(_row(deed, odometer, here, own, do, marks(words, deed.title) if fits else ()))
    return rows


class _Deed(NamedTuple):
    """A record of a kind to be added to a vehicle."""

    kind: str
    vehicle: Vehicle
    title: str


_Fitting = tuple[int, _Deed, bool]
"""How well a deed fits (0 is best), and whether by its own words."""


def _of_named(vehicles: Sequence[Vehicle], words: Sequence[str]) -> list[_Fitting]:
    """What fits of the deeds on vehicles that are named; their plate counts too."""
    fitting: list[_Fitting] = []
    for vehicle in vehicles:
        for deed in _deeds(vehicle):
            found = match(words, f"{deed.title} {vehicle.plate}")
            if found is not None:
                fitting.append((found.score, deed, True))
            elif words and named_so(vehicle, words) is not None:
                fitting.append((2, deed, False))
    return fitting


def _of_all(known: Known, words: Sequence[str]) -> list[_Fitting]:
    """What "add fill" may mean where no vehicle is named: the same deed with each of them."""
    deeds = known.once("deeds", lambda: [deed for each in known.in_use for deed in _deeds(each)])
    return [
        (found.score, deed, True)
        for deed in deeds
        if (found := match(words, deed.title)) is not None
    ]


def _odometer(reader: Reader, vehicle: Vehicle, known: Known) -> Quantity | None:
    return known.once(f"odometer {vehicle.id}", lambda: last_odometer(reader, vehicle))


def _stations(reader: Reader, vehicle: Vehicle, known: Known) -> tuple[str, ...]:
    return known.once(f"stations {vehicle.id}", lambda: stations_in_use(reader, vehicle.id))


def _deeds(vehicle: Vehicle) -> list[_Deed]:
    titles = {}
    if vehicle.type != "trailer" or vehicle.energies:
        electric = vehicle.energies == ("electric",)
        titles["fill_up"] = (
            _("Add charging to {vehicle}") if electric else _("Add fill-up to {vehicle}")
        )
    titles["service"] = _("Add service to {vehicle}")
    titles["odometer_reading"] = _("Note odometer of {vehicle}")
    return [
        _Deed(kind, vehicle, title.format(vehicle=vehicle.name)) for kind, title in titles.items()
    ]


def _row(
    deed: _Deed,
    odometer: Quantity | None,
    here: bool,
    shown: Shown,
    do: Do,
    spans: tuple[Span, ...],
) -> Found:
    vehicle, detail, icon = deed.vehicle, "", "wrench"
    if deed.kind == "fill_up":
        detail = _("or type it: {line}").format(line=_example(vehicle, odometer, shown))
        icon = "plug" if vehicle.energies == ("electric",) else "fuel"
    elif deed.kind == "odometer_reading":
        if odometer is not None:
            detail = _("last {odometer}").format(odometer=shown.rounded(odometer))
        icon = "gauge"
    keys = SHORTCUTS[deed.kind] if here else ""
    return Found(deed.title, detail, icon, do(deed.kind, vehicle), keys=keys, marks=spans)


SHORTCUTS = {
    "fill_up": "Ctrl+Shift+F", "service": "Ctrl+Shift+S", "odometer_reading": "Ctrl+Shift+O",
}  # fmt: skip
"""Kind → the shortcut that adds one to the vehicle one is at."""


def _example(vehicle: Vehicle, odometer: Quantity | None, shown: Shown) -> str:
    """A line as it could be typed."""
    electric = vehicle.energies == ("electric",)
    unit = "kWh" if electric else shown.symbol(shown.prefs.unit_for("volume") or "L")
    amount = shown.padded(31.4 if electric else 45.2, 1)
    money = shown.amount(Decimal("71.30"), shown.prefs.currency)
    return "  ".join(
        part
        for part in (f"{amount} {unit}", money, shown.rounded(odometer) if odometer else "")
        if part
    )


# ------------------------------------------------------------------ a line as quick add


def found_line(
    reader: Reader,
    text: str,
    known: Known,
    shown: Shown,
    reading: Reading,
    save: Callable[..., None],
) -> list[Found]:
    """The record that a line says, as understood; `save` is called with a vehicle and it."""
    if not _DIGIT.search(text):
        return []
    vehicle, line = _named_in(text, known)
    if vehicle is None:
        return []
    context = QuickContext(
        reading=reading.for_vehicle(vehicle),
        energies=vehicle.energies,
        uses_hours=vehicle.uses_hours,
        last_odometer=_odometer(reader, vehicle, known),
        stations=_stations(reader, vehicle, known),
    )
    try:
        understood = understand(line, context)
    except ValueRefused:
        return []
    if not _says_enough(understood):
        return []
    own = shown.of(vehicle)
    row = _line(understood, vehicle, own, save)
    return [row, *(Found(words, icon="circle-help") for words in _asked(understood, own))]


def _named_in(text: str, known: Known) -> tuple[Vehicle | None, str]:
    """The vehicle that a word of the line names, and the line without it; else where one is."""
    words = text.split()
    for place in (len(words) - 1, 0, *range(1, max(1, len(words) - 1))):
        word = fold(words[place]) if place < len(words) else ""
        if len(word) < 3 or _DIGIT.search(word):
            continue
        named = [v for v in known.in_use if any(
            part.startswith(word) for part in _parts(v.name))]  # fmt: skip
        if len(named) == 1:
            return named[0], " ".join(words[:place] + words[place + 1 :])
    there = [vehicle for vehicle in known.in_use if vehicle.id == known.here]
    if there:
        return there[0], text
    return (known.in_use[0], text) if len(known.in_use) == 1 else (None, text)


def names_a_vehicle(text: str, known: Known) -> bool:
    """Whether a line is about the same vehicle wherever it is typed."""
    return _named_in(text, replace(known, here=""))[0] is not None


@lru_cache(maxsize=4_096)
def _parts(name: str) -> tuple[str, ...]:
    return tuple(fold(name).split())


def _says_enough(understood: Understood) -> bool:
    """Whether it is more than a number that means a search."""
    needed = _NEEDED.get(understood.kind, ())
    told = [name for name in _TOLD if understood.values.get(name) not in (None, "")]
    figures = [piece for piece in understood.pieces if not piece.guessed]
    return bool(figures) and any(name in told for name in needed)


def _asked(understood: Understood, shown: Shown) -> list[str]:
    """What is not clear in a line, or looks wrong, each as a sentence."""
    messages = [
        said(one.message, shown.written)
        for one in understood.questions
        if one.code != "volume_missing"
    ]
    return [f"{message[:1].upper()}{message[1:]}." for message in messages[:2]]


def _line(
    understood: Understood, vehicle: Vehicle, shown: Shown, save: Callable[..., None]
) -> Found:
    kind = find_kind(understood.kind)
    words = _("Save as {kind} of {vehicle}").format(
        kind=amid(_(kind.label)) if kind is not None else understood.kind, vehicle=vehicle.name
    )
    told = [
        value_words(name, value, shown)
        for name in _TOLD
        if (value := understood.values.get(name)) not in (None, "")
    ]
    if understood.kind == "fill_up":
        told.append(value_words("full", understood.values.get("full", True), shown))
    return Found(
        words,
        " · ".join(told),
        "circle-check",
        functools.partial(save, vehicle.id, understood),
    )


def save_line(
    desk: Desk,
    owner: QWidget,
    vehicle: str,
    understood: Understood,
    refused: Callable[[Exception], None],
) -> None:
    """Keep what a line said."""

    def add_line(store: Store) -> Changes:
        return add_understood(store, vehicle, understood)

    desk.operate(owner, add_line, None, refused)


def here_of(route: Route | None) -> str:
    """The vehicle one is at."""
    return route.vehicle if route is not None and route.page == VEHICLE else ""
