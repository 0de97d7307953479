"""A table of a foreign file: its header, which column is what, and what its columns show."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from client.exchange.judge import DateColumn, NumberColumn, currency_sign
from client.exchange.moments import Moments

_TOGETHER = 1_000
_SIGNED = re.compile(r"[^0-9.,\s'-]")
_SPACES = re.compile(r"[\s_\-]+")


def fold(name: str) -> str:
    """A column's name without case, and with one space for spaces, hyphens and underscores."""
    return _SPACES.sub(" ", name.strip().strip('"').casefold()).strip()


def words(text: str) -> frozenset[str]:
    """The words of a text, as a set."""
    return frozenset(text.split())


@dataclass(frozen=True)
class Columns:
    """Folded names of the columns that a format knows, by what they hold."""

    dates: tuple[str, ...] = ()
    distances: tuple[str, ...] = ()
    volumes: tuple[str, ...] = ()
    money: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()
    derived: tuple[str, ...] = ()
    """Left out, since they follow from the others: an economy, an app's own row number."""

    @property
    def known(self) -> frozenset[str]:
        """All of them."""
        parts = (self.dates, self.distances, self.volumes, self.money, self.numbers, self.texts)
        return frozenset(name for part in (*parts, self.derived) for name in part)


@dataclass
class Table:
    """A header and what is known of the columns below it, first by `see`, then by judgement."""

    section: str
    header: list[str]
    line: int
    columns: Columns
    names: Sequence[str] = ()
    """Folded names by place, where the format knows columns by it; else the header's."""
    index: dict[str, int] = field(default_factory=dict)
    date_columns: dict[int, DateColumn] = field(default_factory=dict)
    number_columns: dict[int, NumberColumn] = field(default_factory=dict)
    signs: dict[str, int] = field(default_factory=dict)
    filled: set[str] = field(default_factory=set)
    """Of "distances", "volumes" and "money", those that any row has."""
    rows: int = 0
    marks: Mapping[int, str] = field(default_factory=dict)
    whole: frozenset[int] = frozenset()
    """Columns without thousandths in which no number tells its mark: each is read by itself."""
    moments: Mapping[int, Moments] = field(default_factory=dict)
    rest: tuple[tuple[int, str], ...] = ()
    """Columns that the format does not know: index and a name fit for an own field."""

    def __post_init__(self) -> None:
        known = self.columns.known
        rest = []
        for at, label in enumerate(self.header):
            name = self.names[at] if at < len(self.names) else fold(label)
            if name in self.index:
                name = f"{name} #2"
            self.index.setdefault(name, at)
            if name not in known and label.strip():
                rest.append((at, own_name(label)))
        self.rest = tuple(rest)
        self.date_columns = {at: DateColumn() for at in self._all(self.columns.dates)}
        measured = (
            *self.columns.distances,
            *self.columns.volumes,
            *self.columns.money,
            *self.columns.numbers,
        )
        self.number_columns = {at: NumberColumn() for at in self._all(measured)}
        self._groups = [
            (name, self._all(getattr(self.columns, name)))
            for name in ("distances", "volumes", "money")
        ]
        self._money = self._all(self.columns.money)
        self._held: list[list[str]] = []

    def _all(self, names: Sequence[str]) -> list[int]:
        return [self.index[name] for name in names if name in self.index]

    def at(self, *names: str) -> int:
        """The column of the first of these names that the header has, or -1."""
        for name in names:
            found = self.index.get(name)
            if found is not None:
                return found
        return -1

    def label(self, at: int) -> str:
        """What the file calls a column."""
        return self.header[at].strip() if 0 <= at < len(self.header) else ""

    def see(self, cells: list[str]) -> bool:
        """Take a row into account, sooner or later; False if it looks like parts of several.

        Rows are looked at a thousand at a time, column by column: that is several times faster.
        """
        for at in self.date_columns:
            if at < len(cells) and "\n" in cells[at]:
                return False
        self._held.append(cells)
        self.rows += 1
        if len(self._held) >= _TOGETHER:
            self.look()
        return True

    def look(self) -> None:
        """Look at the rows that are still held."""
        held, self._held = self._held, []
        for at, dates in self.date_columns.items():
            dates.see({cells[at][:10] for cells in held if at < len(cells) and cells[at]})
        for at, numbers in self.number_columns.items():
            numbers.see([cells[at] for cells in held if at < len(cells) and cells[at]])
        for name, places in self._groups:
            if name not in self.filled and any(
                cells[at].strip() for at in places for cells in held if at < len(cells)
            ):
                self.filled.add(name)
        for at in self._money:
            together = "".join(cells[at] for cells in held if at < len(cells))
            if _SIGNED.search(together):
                for cells in held:
                    if at < len(cells):
                        self._sign(cells[at])

    def _sign(self, text: str) -> None:
        sign = currency_sign(text)
        if sign and (sign in self.signs or len(self.signs) < 50):
            self.signs[sign] = self.signs.get(sign, 0) + 1


def own_name(label: str) -> str:
    """A column's name as the name of an own field: no slash, at most 60 characters."""
    name = label.strip().removeprefix("extrafield_").replace("/", " per ")
    name = "".join(each if each.isprintable() else " " for each in name)
    return " ".join(name.split())[:60].strip() or "Column"
