"""What the cards of insights show, made ready where the figures are read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from client.exchange.figures_out import FigureTable
from client.ui.widgets.lines_chart import ChartLine
from client.ui.widgets.month_bars import Bar
from client.ui.widgets.range_rows import RangeRow
from client.ui.widgets.share_list import Share
from client.ui.widgets.split_rows import SplitRow

Tick = Callable[[float, int], str]


@dataclass(frozen=True)
class Shaped:
    """A card: its title, a muted note, its table, the whole in words, and why it is empty."""

    title: str
    note: str
    table: FigureTable = field(repr=False)
    summary: str
    missing: str = ""
    below: str = ""
    legend: tuple[tuple[str, str, bool], ...] = ()


@dataclass(frozen=True)
class ShapedBars(Shaped):
    """A card of bars along the months."""

    bars: tuple[Bar, ...] = ()
    tick: Tick = field(default=lambda value, places: f"{value:.{places}f}")
    shares: tuple[Share, ...] = ()


@dataclass(frozen=True)
class ShapedSplits(Shaped):
    """A card of bars cut in two."""

    rows: tuple[SplitRow, ...] = ()


@dataclass(frozen=True)
class ShapedRanges(Shaped):
    """A card of ranges on one scale."""

    rows: tuple[RangeRow, ...] = ()
    tick: Tick = field(default=lambda value, places: f"{value:.{places}f}")


@dataclass(frozen=True)
class ShapedLines(Shaped):
    """A card of lines over time."""

    lines: tuple[ChartLine, ...] = ()
    ticks: tuple[tuple[float, str], ...] = ()
    tick: Tick = field(default=lambda value, places: f"{value:.{places}f}")


@dataclass(frozen=True)
class ShapedTile:
    """A tile: its title, figure, unit, context and chip; without a figure, `unit` says why."""

    title: str
    figure: str
    unit: str
    context: str = ""
    chip: str = ""
    good: bool = False
    estimate: bool = False
