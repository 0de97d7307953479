"""A row of the search popup: what was found, and where it leads."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from client.ui.routes import Route
from client.ui.shell.matching import Span
from client.ui.widgets.chip import ChipKind
from client.ui.widgets.plate import Plate
from client.ui.widgets.speaking import aloud

_ROW, _HEADING, _NOTE = 40, 30, 36


@dataclass(frozen=True, slots=True)
class Found:
    """Something to do or to go to; a row without `icon` is a heading, one without `open` a note."""

    title: str
    detail: str = ""
    icon: str = ""
    open: Callable[[], None] | Route | None = None
    key: str = ""
    """What it is remembered by: "command:fill.add", "vehicle:ID"."""
    keys: str = ""
    """Its shortcut, drawn as caps."""
    trailing: str = ""
    amount: str = ""
    plate: Plate | None = None
    chip: tuple[str, ChipKind] | None = None
    marks: tuple[Span, ...] = ()
    """Letters of the title that were typed."""
    detail_marks: tuple[Span, ...] = ()

    @property
    def heading(self) -> bool:
        """Whether it cannot be chosen."""
        return self.open is None

    @property
    def height(self) -> int:
        """In pixels."""
        if not self.icon:
            return _HEADING
        return _NOTE if self.heading else _ROW

    @property
    def spoken(self) -> str:
        """Its words, for assistive technology."""
        plate = self.plate.spoken if self.plate else ""
        chip = self.chip[0] if self.chip else ""
        words = (self.title, self.detail, plate, chip, self.amount, self.trailing, self.keys)
        return aloud(*words)


@dataclass(frozen=True, slots=True)
class Group:
    """Rows under a heading."""

    heading: str
    rows: tuple[Found, ...]


def ids_of(places: Iterable[Found]) -> list[str]:
    """The records and vehicles that rows lead to."""
    routes = [found.open for found in places if isinstance(found.open, Route)]
    return [route.record or route.vehicle for route in routes]
