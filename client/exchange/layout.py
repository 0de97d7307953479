"""What a format is: it names its sections and columns, learns from a first look, drafts rows."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from typing import Any, ClassVar

from client.exchange.drafts import (
    NOTHING,
    DateOrder,
    Draft,
    ImportOptions,
    Judgement,
    Key,
    Question,
    Refusal,
)
from client.exchange.row import CellRefused, Row
from client.exchange.table import Columns, Table
from garage.errors import ValueRefused
from garage.money import Money, UnitPrice
from garage.records import Source, find_kind
from garage.records.fields import ReferenceField
from garage.rules.filled import third_of
from garage.units import UNITS, Dimension, Quantity
from garage.words import told

Converter = Callable[[int, list[str]], Sequence[Draft | Refusal]]

AMOUNT_FIELDS = {
    Dimension.VOLUME: "volume",
    Dimension.ENERGY: "energy",
    Dimension.MASS: "mass",
}
_NO_ROOM: tuple[Any, ...] = (None, "", (), frozenset())


class Layout(ABC):
    """One format, as it reads one file. The engine calls `see` for every row, then `settle`s the
    units and the currency, then `convert`s every row.
    """

    name: ClassVar[str]
    title: ClassVar[str]
    slack: ClassVar[int] = 3
    """How many cells may lack at a row's end before it counts as half a row."""
    learnt_from: ClassVar[frozenset[str]] = frozenset({""})
    """Sections whose rows `see` wants."""
    spills: ClassVar[bool] = False
    """Whether cells may stand past the last column."""
    date_default: ClassVar[DateOrder | None] = None
    """The order that the other app writes, where the dates themselves do not tell."""
    whole: ClassVar[tuple[str, ...]] = ()
    """Columns of distances that have no thousandths, whatever mark stands in them."""
    headed: bool = True
    """Whether a table begins with its headings; without them its first row is one of its rows."""

    def __init__(self, options: ImportOptions, file: str) -> None:
        self.options = options
        self.file = file
        self.distance_unit = ""
        self.volume_unit = ""
        self.currency = ""
        self.found_vehicles: dict[str, dict[str, Any]] = {}
        """What the file says of each vehicle, by its key there."""
        self.vehicle_lines: dict[str, int] = {}
        self.renamed: dict[str, str] = {}
        self.skipped: frozenset[str] = frozenset()

    def section(self, cells: Sequence[str]) -> str | None:
        """The section that this row opens, or None. A file without sections is one, ""."""
        return None

    def begins(self, line: int) -> bool:
        """Whether a table may begin at this line of the file."""
        return True

    def header(self, cells: Sequence[str]) -> list[str]:
        """What the columns of a table are called, by its first row."""
        return list(cells)

    @abstractmethod
    def columns(self, section: str, header: Sequence[str]) -> Columns | None:
        """What the columns of a section are; None for one that is not known."""

    def names(self, section: str, header: Sequence[str]) -> Sequence[str]:
        """Folded names of the columns by place, where the header's own words do not tell."""
        return ()

    def see(self, row: Row) -> None:
        """Learn from a row in the first reading: vehicles, stations, categories."""
        return

    def begin(self) -> None:
        """Forget what an earlier drafting of the rows left behind; called before each."""
        return

    def meet(self, key: str, line: int, **values: Any) -> None:
        """Remember a vehicle of the file; the first that is said of it counts."""
        if key not in self.found_vehicles:
            self.found_vehicles[key] = {}
            self.vehicle_lines[key] = line
        self.found_vehicles[key] = values | self.found_vehicles[key]

    def file_distance_unit(self) -> Judgement:
        """The unit that the file names for distances; NOTHING where it is silent."""
        return NOTHING

    def file_volume_unit(self) -> Judgement:
        """The unit that the file names for volumes."""
        return NOTHING

    def needs_volume_unit(self, filled: Set[str]) -> bool:
        """Whether rows cannot be read without a unit of volume; `filled` as tables tell it."""
        return "volumes" in filled

    def file_currency(self) -> Judgement:
        """The currency that the file names, or hints at by a country."""
        return NOTHING

    def hinted_signs(self) -> Sequence[str]:
        """Signs of currencies that stand elsewhere than beside amounts."""
        return ()

    def file_date_order(self) -> DateOrder | None:
        """The order of day and month that the file names."""
        return None

    def questions(self) -> Iterable[Question]:
        """What else the format has to ask."""
        return ()

    @abstractmethod
    def convert(self, row: Row) -> Iterable[Draft | Refusal]:
        """The drafts of a row; CellRefused and ValueRefused refuse it."""

    def converter(self, table: Table) -> Converter:
        """What turns a line's cells into drafts; formats with no time to lose replace it."""

        def converted(line: int, cells: list[str]) -> Sequence[Draft | Refusal]:
            return tuple(self.convert(Row(table, cells, line, self.currency)))

        return converted

    def source(self, line: int) -> Source:
        """Where a record came from."""
        return Source("imported", self.name, self.file, line)

    def draft(
        self,
        row: Row,
        kind: str,
        values: Mapping[str, Any],
        *,
        vehicle: str = "",
        key: Key | None = None,
        parent: Key | None = None,
        rest: bool = True,
    ) -> Draft:
        """A checked draft: what is empty left out, unknown columns kept as own fields.

        Raises CellRefused, naming the field, for what the kind does not take or still lacks.
        """
        filled = {name: value for name, value in values.items() if value not in _NO_ROOM}
        custom = dict(filled.pop("custom", {}))
        if rest:
            custom = row.rest() | custom
        custom = {name: value for name, value in custom.items() if value not in _NO_ROOM}
        if custom:
            filled["custom"] = custom
        filled["source"] = self.source(row.line)
        known = find_kind(kind)
        assert known is not None, kind
        try:
            checked = known.check(filled)
        except ValueRefused as error:
            raise CellRefused(error.field or "", error.message) from None
        for spec in known.fields:
            absent = spec.required and spec.name not in checked
            if absent and not isinstance(spec.type, ReferenceField):
                raise CellRefused(spec.name, told("there is no {label}", label=spec.label.lower()))
        owner = vehicle if self.found_vehicles else None
        return Draft(kind, key or (kind, str(row.line)), owner, checked, row.line, parent)

    def amount(
        self,
        row: Row,
        unit: str,
        *names: str,
        total: Money | None = None,
        price: UnitPrice | None = None,
    ) -> dict[str, Quantity]:
        """The fuel or energy of a fill-up, by its field's name; else what was paid for.

        CellRefused if there is neither.
        """
        dimension = UNITS[unit].dimension
        found = row.quantity(unit, dimension, *names)
        if found is None:
            worked = third_of({"total": total, "price": price})
            if worked:
                return worked
            raise row.refuse(told("there is no amount of fuel"), *names)
        return {AMOUNT_FIELDS[dimension]: found}

    def distance(self, row: Row, *names: str, unknown_zero: bool = False) -> Quantity | None:
        """A distance in the file's unit."""
        unit = self.distance_unit or "km"
        return row.quantity(unit, Dimension.DISTANCE, *names, unknown_zero=unknown_zero)

    def vehicle_values(self, key: str) -> dict[str, Any]:
        """Values of a vehicle's draft: what the file says, and the units it was judged to use."""
        said = {name: value for name, value in self.found_vehicles.get(key, {}).items() if value}
        units = {
            "distance_unit": self.distance_unit,
            "volume_unit": self.volume_unit,
            "currency": self.currency,
        }
        name = self.renamed.get(key) or str(said.get("name") or key)
        return {**{n: v for n, v in units.items() if v}, **said, "name": name}


def add_custom(custom: dict[str, Any], name: str, text: str, *unset: str) -> None:
    """Put a text under an own field's name, unless it is empty or means "not set"."""
    text = text.strip()
    if text and text not in unset:
        custom[name] = text[:5000]


def joined(*texts: str, by: str = "\n") -> str:
    """The texts that are not empty, each once."""
    return by.join(dict.fromkeys(text.strip() for text in texts if text.strip()))


def fitted(title: str, notes: str = "", most: int = 500) -> tuple[str, str]:
    """A title that fits its field; what is too long for one goes to the notes whole."""
    if len(title) <= most:
        return title, notes
    return title[: most - 1].rstrip() + "…", joined(title, notes)
