"""What a canvas of entries asks of what it shows: where things lie, and how they are painted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter

from client.ui.calendar.entry_drag import Grip, Spot, Wish
from client.ui.calendar.entry_paint import Look

if TYPE_CHECKING:
    from client.operations.agenda import Entry


@dataclass(frozen=True)
class Hit:
    """What is at a point: an entry and by what one would hold it, else only the spot.

    `beside`: something else that lies there, as a day's head or how many more there are, which can
    be clicked, or a name, which cannot.
    """

    spot: Spot
    entry: Entry | None = None
    grip: Grip = Grip.NEW
    sideways: bool = False
    """Whether its edges are at its left and right."""
    beside: str = ""


HEAD_OF_DAY = "head"
MORE = "more"
NAME = "name"


class Places(Protocol):
    """Where entries lie, at one size and scrolled so far; made anew whenever that changes."""

    @property
    def rows(self) -> int:
        """Days between what stands below each other (7 in a month); 0 where times of day do."""

    def hit(self, where: QPointF) -> Hit:
        """What is at a point of the viewport."""

    def spot(self, hit: Hit, where: QPointF) -> Spot:
        """The spot that the pointer is over, for what it holds."""

    def entries_on(self, day: date) -> Sequence[Entry]:
        """The entries of a day, as they stand below each other."""

    def left_out(self, day: date) -> int:
        """How many entries of a day can only be seen by asking for more."""

    def rect_of(self, entry: Entry) -> QRectF:
        """Where an entry stands, or its first part; empty where it is not shown."""

    def rects_of(self, entry: Entry) -> Sequence[QRectF]:
        """All parts of an entry."""

    def wish(self, hit: Hit, now: Spot, step: int) -> Wish:
        """What it comes to to bring what is held to a spot."""

    def new_on(self, day: date) -> Wish:
        """When something new on a day is, where nobody says when."""

    def new_at(self, spot: Spot) -> Wish:
        """When something new is that is wanted at a spot."""

    def paint(self, painter: QPainter, clip: QRectF, look: Callable[[Entry], Look]) -> None:
        """Paint all that lies in `clip`."""

    def paint_ghost(self, painter: QPainter, wish: Wish, look: Look, title: str) -> None:
        """Paint where something is to be."""
