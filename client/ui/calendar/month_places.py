"""Where things are in the month, in pixels: cells of days, bars and lines, how many more."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from msgspec.structs import replace
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter

from client.ui.calendar.canvas_places import HEAD_OF_DAY, MORE, Hit
from client.ui.calendar.entry_drag import Grip, Spot, Wish, by_days
from client.ui.calendar.entry_paint import BAR_HEIGHT, Look, paint_bar
from client.ui.calendar.grid_layout import days_of, is_bar
from client.ui.calendar.month_layout import Week
from client.ui.calendar.spans import A_WEEK
from garage.calendar.packing import Bar
from garage.calendar.zones import day_after
from garage.regions import Preferences

if TYPE_CHECKING:
    from client.operations.agenda import Entry

HEAD = 32
DAY_HEAD = 26
LANE = BAR_HEIGHT + 2
LEAST_ROW = DAY_HEAD + 2 * LANE + 4
_EDGE = 5
_A_DAY = timedelta(days=1)


@dataclass(frozen=True)
class MonthPlaces:
    """One scene of the month; `anchor` is a day of the month that is meant."""

    weeks: tuple[Week, ...]
    anchor: date
    today: date
    ringed: date | None
    """The day on which the keyboard stands, where no entry shows that."""
    prefs: Preferences
    width: float
    height: float
    scrolled: float = 0

    @property
    def rows(self) -> int:
        return A_WEEK

    # ------------------------------------------------------------------ geometry

    @cached_property
    def row_height(self) -> float:
        """Of a week."""
        return max((self.height - HEAD) / max(len(self.weeks), 1), LEAST_ROW)

    @property
    def whole_height(self) -> float:
        """Of all weeks, seen or not."""
        return self.row_height * len(self.weeks)

    @cached_property
    def room(self) -> int:
        """How many lanes a day has room for."""
        return max(int((self.row_height - DAY_HEAD - 2) // LANE), 1)

    def left(self, at: int) -> float:
        """The left edge of a weekday's column."""
        return float(round(at * self.width / A_WEEK))

    def top(self, week: int) -> float:
        """The upper edge of a week."""
        return float(round(HEAD - self.scrolled + week * self.row_height))

    def cell(self, week: int, at: int) -> QRectF:
        """The cell of a day."""
        left, top = self.left(at), self.top(week)
        return QRectF(left, top, self.left(at + 1) - left, self.top(week + 1) - top)

    def bar_rect(self, week: int, bar: Bar) -> QRectF:
        """Where a bar or a line stands; what goes on reaches the edge."""
        left = self.left(bar.first) + (0 if bar.before else 4)
        right = self.left(bar.last + 1) - (0 if bar.after else 5)
        y = self.top(week) + DAY_HEAD + bar.lane * LANE
        return QRectF(left, y, max(right - left, 1), BAR_HEIGHT)

    def number_rect(self, week: int, at: int) -> QRectF:
        """Where a day's number stands."""
        cell = self.cell(week, at)
        return QRectF(cell.x() + 4, cell.y() + 2, min(64, cell.width() - 8), DAY_HEAD - 4)

    def more_rect(self, week: int, at: int) -> QRectF:
        """Where it says how many more a day has."""
        return self.bar_rect(week, Bar(0, at, at, self.room - 1))

    def cell_of(self, day: date) -> QRectF:
        """The cell of a day; empty where it is not shown."""
        away = (day - self.weeks[0].first).days if self.weeks else -1
        if not 0 <= away < A_WEEK * len(self.weeks):
            return QRectF()
        return self.cell(*divmod(away, A_WEEK))

    # ------------------------------------------------------------------ what is where

    @cached_property
    def shown(self) -> list[tuple[int, Entry, Bar]]:
        """The bars and lines that there is room for, with their week."""
        return [
            (at, entry, bar)
            for at, week in enumerate(self.weeks)
            for entry, bar in week.placed
            if week.fits(bar, self.room)
        ]

    @cached_property
    def more(self) -> list[list[int]]:
        """How many entries of each day have no room, week by week."""
        return [week.left_out(self.room) for week in self.weeks]

    @cached_property
    def _by_day(self) -> dict[date, list[Entry]]:
        found: dict[date, list[Entry]] = {}
        for week in self.weeks:
            for entry, bar in sorted(week.placed, key=lambda pair: pair[1].lane):
                for at in range(bar.first, bar.last + 1):
                    found.setdefault(day_after(week.first, at), []).append(entry)
        return found

    @cached_property
    def _seen(self) -> set[int]:
        return {id(entry) for _week, entry, _bar in self.shown}

    def all_on(self, day: date) -> Sequence[Entry]:
        """All entries of a day, whether there is room for them or not."""
        return self._by_day.get(day, ())

    def entries_on(self, day: date) -> Sequence[Entry]:
        return [entry for entry in self.all_on(day) if id(entry) in self._seen]

    def left_out(self, day: date) -> int:
        return len(self.all_on(day)) - len(self.entries_on(day))

    def rects_of(self, entry: Entry) -> Sequence[QRectF]:
        return [self.bar_rect(week, bar) for week, each, bar in self.shown if each is entry]

    def rect_of(self, entry: Entry) -> QRectF:
        return next(iter(self.rects_of(entry)), self.cell_of(days_of(entry)[0]))

    def _spot(self, where: QPointF) -> tuple[int, int]:
        week = int((where.y() - HEAD + self.scrolled) // self.row_height)
        at = next((n for n in range(A_WEEK) if where.x() < self.left(n + 1)), A_WEEK - 1)
        return min(max(week, 0), max(len(self.weeks) - 1, 0)), max(at, 0)

    def hit(self, where: QPointF) -> Hit:
        week, at = self._spot(where)
        spot = Spot(day_after(self.weeks[week].first, at), lane=True)
        if where.y() < HEAD:
            return Hit(spot)
        if self.number_rect(week, at).contains(where):
            return Hit(spot, beside=HEAD_OF_DAY)
        for row, entry, bar in self.shown:
            rect = self.bar_rect(row, bar)
            if row == week and rect.contains(where):
                return Hit(spot, entry, _grip_of(entry, bar, rect, where), sideways=True)
        if self.more[week][at] and self.more_rect(week, at).contains(where):
            return Hit(spot, beside=MORE)
        return Hit(spot)

    def spot(self, _hit: Hit, where: QPointF) -> Spot:
        week, at = self._spot(where)
        return Spot(day_after(self.weeks[week].first, at), lane=True)

    def wish(self, hit: Hit, now: Spot, _step: int) -> Wish:
        return by_days(hit.entry, hit.grip, hit.spot.day, now.day)

    def new_on(self, day: date) -> Wish:
        return Wish(day, day + _A_DAY)

    def new_at(self, spot: Spot) -> Wish:
        return self.new_on(spot.day)

    # ------------------------------------------------------------------ painting

    def paint(self, painter: QPainter, clip: QRectF, look: Callable[[Entry], Look]) -> None:
        from client.ui.calendar.month_paint import paint_month

        paint_month(painter, self, clip, look)

    def paint_ghost(self, painter: QPainter, wish: Wish, look: Look, title: str) -> None:
        for week, bar in self._ghost_bars(wish):
            shown = replace(look, before=bar.before, after=bar.after)
            paint_bar(painter, self.bar_rect(week, bar), shown, title)

    def _ghost_bars(self, wish: Wish) -> Iterator[tuple[int, Bar]]:
        start, end = wish.start, wish.end
        first = start.date() if isinstance(start, datetime) else start
        final = end - _A_DAY
        if isinstance(end, datetime):
            final = (end - timedelta(microseconds=1)).date()
        for at, week in enumerate(self.weeks):
            begin, last = (first - week.first).days, (max(final, first) - week.first).days
            if begin < A_WEEK and last >= 0:
                before, after = begin < 0, last >= A_WEEK
                yield at, Bar(0, max(begin, 0), min(last, A_WEEK - 1), 0, before, after)


def _grip_of(entry: Entry, bar: Bar, rect: QRectF, where: QPointF) -> Grip:
    if not is_bar(entry):
        return Grip.MOVE
    if where.x() > rect.right() - _EDGE and not bar.after:
        return Grip.END
    if where.x() < rect.left() + _EDGE and not bar.before:
        return Grip.START
    return Grip.MOVE
