"""Which column of a plain table is what: by what its heading says, or by what a person says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from client.exchange import common
from client.exchange.column_words import in_english, with_bare
from client.exchange.heading import split_heading
from client.exchange.table import Columns, fold
from garage.units import Dimension, unit_spelled

DATE = (*common.DATE, "day+month+year")
TITLE = ("description", "title", "what", "what for", "item", "service", "beschreibung")
CATEGORY = ("category", "type", "kind of cost", "expense", "kategorie", "art")
VALUE = ("value", "valuation", "worth", "wert")
ORIGIN = ("origin", "source", "valued by", "valuer")
NOTES = ("notes", "note", "comment", "comments", "remarks", "bemerkung", "notizen")
VEHICLE = ("vehicle", "car", "car name", "vehicle name", "fahrzeug")
STATION = ("station", "brand", "gas brand", "fuel brand", "tankstelle")
PLACE = ("place", "location", "city", "ort")
SUPPLIER = ("supplier", "garage", "shop")
GRADE = ("fuel type", "grade", "octane")
START = ("start", "from", "von")
DESTINATION = ("destination", "to", "nach", "ziel")
DISTANCE = ("distance", "trip", "strecke")
PURPOSE = ("purpose", "zweck")

OWN = "own"
"""What a column is that becomes an own field."""
LEFT_OUT = "left out"
"""What a column is that is not taken."""

_MONEY = frozenset({*common.COST, *common.PRICE, *VALUE})
_SUM = frozenset({"amount", "sum", "betrag", "summe"})
_MEASURED = {
    Dimension.DISTANCE: common.ODOMETER,
    Dimension.VOLUME: common.VOLUME,
    Dimension.ENERGY: common.VOLUME,
}
SPLIT_DATE = ("day", "month", "year")
_EVERYWHERE = (*NOTES, *VEHICLE, "tags", "currency", "time", *SPLIT_DATE)
COLUMNS = {
    "odometer": Columns(dates=DATE, distances=common.ODOMETER, texts=_EVERYWHERE),
    "valuation": Columns(
        dates=DATE, distances=common.ODOMETER, money=VALUE, texts=(*_EVERYWHERE, *ORIGIN)
    ),
    "cost": Columns(
        dates=DATE,
        distances=common.ODOMETER,
        money=(*common.COST, *common.PRICE),
        texts=(*_EVERYWHERE, *TITLE, *CATEGORY, *PLACE, *SUPPLIER),
    ),
    "trip": Columns(
        dates=DATE,
        distances=(*common.ODOMETER, *DISTANCE, "end odometer"),
        money=common.COST,
        texts=(*_EVERYWHERE, *START, *DESTINATION, *TITLE, *PURPOSE, "driver", "client"),
    ),
    "fill_up": Columns(
        dates=DATE,
        distances=common.ODOMETER,
        volumes=common.VOLUME,
        money=(*common.COST, *common.PRICE),
        texts=(
            *_EVERYWHERE, *common.PARTIAL, *common.FULL, *common.MISSED, *STATION, *PLACE,
            *GRADE, "payment", "driver",
        ),
    ),
}  # fmt: skip
"""What a table of each sort is read for; its other columns become own fields."""

# ---------------------------------------------------------------------- what headings say


def names_of(header: Sequence[str]) -> tuple[tuple[str, ...], str]:
    """Folded names of the columns without their currency and their unit, and the currency's sign.

    Only one currency is the file's: a column of another keeps its whole name, and so is none
    that is known.
    """
    names, currency = [], ""
    for label in header:
        name, (plain, sign) = _without_unit(label), split_heading(label)
        plain = in_english(fold(plain))
        if sign and currency in ("", sign) and plain in _MONEY | _SUM:
            # "Amount" alone is that of the fuel.
            name, currency = ("total" if plain in _SUM else plain), sign
        names.append(name)
    return tuple(with_bare(names, frozenset(common.ODOMETER), frozenset(common.COST))), currency


def _without_unit(label: str) -> str:
    """The folded name of a column: "fuel" for "Fuel (litres)", as that is a unit of fuel."""
    plain, unit = in_brackets(label)
    name = in_english(fold(plain))
    fits = any(
        name in names and unit_spelled(unit, dimension) for dimension, names in _MEASURED.items()
    )
    return name if fits else in_english(fold(label))


def in_brackets(label: str) -> tuple[str, str]:
    """A heading and what stands in brackets at its end: ("Fuel", "l") for "Fuel [l]"."""
    plain, bracket, rest = label.strip().replace("[", "(").replace("]", ")").partition("(")
    return (plain, rest[:-1].strip()) if bracket and rest.endswith(")") else (label, "")


def sort_of_names(given: Iterable[str]) -> str | None:
    """The sort of a table with columns of these names; None if it cannot be told."""
    names = set(given)
    dated = bool(names & set(DATE)) or names >= set(SPLIT_DATE)
    if not dated:
        return None
    if names & set(VALUE) and not names & set(common.VOLUME):
        return "valuation"
    if names & set(common.VOLUME) and names & {*common.ODOMETER, *common.COST, *common.PRICE}:
        return "fill_up"
    named = names & {*TITLE, *CATEGORY}
    if names & set(common.CLEAR_PRICE) and names & set(common.COST) and not named:
        return "fill_up"
    if named and names & {*common.COST, *common.PRICE, *common.ODOMETER}:
        return "cost"
    return "odometer" if names & set(common.ODOMETER) else None


# ---------------------------------------------------------------------- what a person says

_ANY = ("notes", "tags", "vehicle", "currency", *SPLIT_DATE)
_COST = ("date", "time", "odometer", "title", "category", "total", "supplier", "place", *_ANY)
_WORK = tuple(name for name in _COST if name != "category")
MEANINGS: Mapping[str, tuple[str, ...]] = {
    "fill_up": (
        "date", "time", "odometer", "volume", "price", "total", "full", "partial", "missed",
        "fuel type", "station", "place", "payment", "driver", *_ANY,
    ),
    "cost": _COST,
    "service": _WORK,
    "repair": _WORK,
    "upgrade": _WORK,
    "expense": _COST,
    "trip": (
        "date", "time", "start", "destination", "distance", "odometer", "end odometer", "title",
        "purpose", "driver", "client", "total", *_ANY,
    ),
    "odometer": ("date", "time", "odometer", *_ANY),
    "valuation": ("date", "time", "odometer", "value", "origin", *_ANY),
}  # fmt: skip
"""What the rows of a table may be ("cost" is sorted by category), and what its columns may be."""

_NEEDED: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "fill_up": (("volume",),),
    "trip": (("distance", "end odometer", "destination"),),
    "odometer": (("odometer",),),
    "valuation": (("value",),),
}
_INSTEAD = {"volume": frozenset({"price", "total"})}
"""What says as much as a meaning that is needed, where there is all of it."""
_NEEDED_OF_COSTS = (("title", "category", "total"),)
_SPELLINGS = (
    DATE, common.ODOMETER, common.VOLUME, common.COST, common.PRICE, common.FULL,
    common.PARTIAL, common.MISSED, TITLE, CATEGORY, VALUE, ORIGIN, NOTES, VEHICLE, STATION, PLACE,
    SUPPLIER, GRADE, START, DESTINATION, DISTANCE, PURPOSE, ("client", "kunde"),
    *((name,) for name in ("time", "tags", "currency", "payment", "driver", "end odometer")),
    *((name,) for name in SPLIT_DATE),
)  # fmt: skip
_ALL = frozenset(name for names in MEANINGS.values() for name in names)
_MEANT = {
    spelling: next(each for each in spellings if each in _ALL)
    for spellings in _SPELLINGS
    for spelling in spellings
}


def meaning_of(name: str) -> str:
    """The meaning that a column's folded name stands for; "" for none."""
    return _MEANT.get(name, "")


@dataclass(frozen=True, slots=True)
class ColumnChoice:
    """What the rows of a table are, and what each of its columns is, by place.

    `columns` are of `MEANINGS`, `OWN` or `LEFT_OUT`; columns beyond them become own fields.
    `heading` is the line of the headings, 0 where there are none.
    """

    sort: str
    columns: tuple[str, ...]
    heading: int = 1

    @property
    def meant(self) -> tuple[str, ...]:
        """The meanings that were given."""
        return tuple(name for name in self.columns if name not in (OWN, LEFT_OUT))

    @property
    def doubled(self) -> tuple[str, ...]:
        """Meanings that several columns have."""
        meant = self.meant
        return tuple(dict.fromkeys(name for name in meant if meant.count(name) > 1))

    @property
    def lacking(self) -> tuple[tuple[str, ...], ...]:
        """What no column has and one must, each as the meanings of which one is enough."""
        meant = set(self.meant)
        needed = _NEEDED.get(self.sort, _NEEDED_OF_COSTS)
        dated = "date" in meant or meant >= set(SPLIT_DATE)
        told = {name for name, others in _INSTEAD.items() if others <= meant}
        lacks = [one for one in needed if not (meant | told).intersection(one)]
        return (*(() if dated else (("date",),)), *lacks)

    @property
    def is_whole(self) -> bool:
        """Whether a table can be read so."""
        known = MEANINGS.get(self.sort, ())
        return not (self.doubled or self.lacking) and all(name in known for name in self.meant)
