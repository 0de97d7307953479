"""Insights made ready to show, in the thread that read them: tiles, cards, tables."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from client.exchange.figures_out import FigureCell, FigureTable, Head
from client.operations.insights import Insights
from client.operations.insights_period import ALL, MONTH, QUARTER, TWELVE, YEAR
from client.ui.insights.shaped import (
    Shaped,
    ShapedBars,
    ShapedLines,
    ShapedRanges,
    ShapedSplits,
    ShapedTile,
)
from client.ui.insights.shaped_economy import economy_compared, economy_over_time
from client.ui.insights.shaped_money import cost_by_month, distance_by_month
from client.ui.insights.shaped_rates import cost_per_distance, expected_next, part_title
from client.ui.insights.wording import Wording, period_words
from client.ui.text import _, ngettext
from client.ui.vehicles.shown import Shown, month_names

_NAMED = 2
"""Of more items that are expected, so many are named in a tile."""


@dataclass(frozen=True)
class Prepared:
    """All that the page shows."""

    insights: Insights = field(repr=False)
    period: str
    """The window as two days."""
    tiles: tuple[ShapedTile, ...]
    note: str
    cost: ShapedBars = field(repr=False)
    rates: ShapedSplits = field(repr=False)
    compared: ShapedRanges = field(repr=False)
    over_time: ShapedLines = field(repr=False)
    distances: ShapedBars = field(repr=False)
    expected: ShapedSplits = field(repr=False)

    @property
    def cards(self) -> tuple[Shaped, ...]:
        """The cards from top to bottom."""
        return (
            self.cost, self.rates, self.compared, self.over_time, self.distances, self.expected,
        )  # fmt: skip

    @property
    def figures(self) -> FigureTable:
        """The tiles as a table, for the report."""
        rows = tuple(
            (FigureCell(tile.title), FigureCell(f"{tile.figure} {tile.unit}".strip()),
             FigureCell(tile.context))
            for tile in self.tiles
        )  # fmt: skip
        heads = (Head(_("Figure")), Head(_("Value")), Head(_("About it")))
        return FigureTable(_("At a glance"), heads, rows, self.note)


def prepare(insights: Insights, shown: Shown) -> Prepared:
    """Word what was read."""
    wording = Wording.of(insights, shown)
    return Prepared(
        insights=insights,
        period=period_words(insights, shown),
        tiles=(
            _spent(insights, wording),
            _distance(insights, wording),
            _rate(insights, wording),
            _expected(insights, wording),
        ),
        note=_note(insights),
        cost=cost_by_month(insights, wording),
        rates=cost_per_distance(insights, wording),
        compared=economy_compared(insights, wording),
        over_time=economy_over_time(insights, wording),
        distances=distance_by_month(insights, wording),
        expected=expected_next(insights, wording),
    )


def _spent(insights: Insights, wording: Wording) -> ShapedTile:
    words = {
        MONTH: _("this month"),
        QUARTER: _("this quarter"),
        TWELVE: _("in 12 months"),
        YEAR: _("this year"),
        ALL: _("in all"),
    }
    unit = words.get(insights.question.period, _("in these days"))
    before, total = insights.before, insights.total
    chip, good = "", False
    context = _("nothing before to compare with")
    if before is not None and before > 0:
        context = _("{amount} in the period before").format(amount=wording.money(before))
        chip, good = _change(total, before, wording)
    return ShapedTile(_("Spent"), wording.money(total), unit, context, chip, good)


def _change(total: Decimal, before: Decimal, wording: Wording) -> tuple[str, bool]:
    size = wording.shown.number(abs(total - before) * 100 / before, 0)
    if size == "0":
        return _("as before"), False
    if total < before:
        return _("{size} % less").format(size=size), True
    return _("{size} % more").format(size=size), False


def _distance(insights: Insights, wording: Wording) -> ShapedTile:
    title = _("Distance")
    if insights.distance <= 0:
        return ShapedTile(title, "", _("not known"), _("needs two odometer readings"))
    months = len(insights.months)
    figure, context = wording.shown.way(insights.distance), ""
    if months > 1:
        mean = wording.shown.distance(insights.distance / months)
        context = _("{distance} a month").format(distance=mean)
    return ShapedTile(title, figure, wording.distance_symbol, context or _("so far"))


def _rate(insights: Insights, wording: Wording) -> ShapedTile:
    unit = wording.distance_symbol
    title = _("Cost per {unit}, all vehicles").format(unit=unit)
    if len(insights.vehicles) == 1:
        title = _("Cost per {unit}").format(unit=unit)
    if insights.distance <= 0:
        return ShapedTile(title, "", _("not known"), _("no distance in this period"))
    driven = wording.driven(insights.distance)
    energy = insights.groups.get("energy", Decimal(0)) / driven
    whole = insights.total / driven
    context = _("energy {energy} · the rest {rest}").format(
        energy=wording.rate(energy).text, rest=wording.rate(whole - energy).text
    )
    return ShapedTile(title, wording.rate(whole).text, _("a {unit}").format(unit=unit), context)


def _expected(insights: Insights, wording: Wording) -> ShapedTile:
    found = insights.expected
    title = _("Expected in {month}").format(month=month_names()[found.month.month - 1])
    if not found.parts:
        return ShapedTile(title, "", _("nothing known"), _("no reminder, nothing that recurs"))
    titles = list(dict.fromkeys(part_title(part) for part in found.parts))
    words = ", ".join(titles)
    if len(titles) > _NAMED + 1:
        named = titles[:_NAMED]
        more = sum(part_title(part) not in named for part in found.parts)
        words = _("{words}, and {n} more").format(words=", ".join(named), n=more)
    count = len(found.parts)
    unit = ngettext("from {count} item", "from {count} items", count).format(count=count)
    return ShapedTile(title, wording.money(found.total), unit, words, _("estimate"), estimate=True)


def _note(insights: Insights) -> str:
    parts = []
    if insights.foreign:
        words = _("Amounts in {others} are counted in {currency} at the rate of their own day.")
        parts.append(
            words.format(others=", ".join(insights.foreign), currency=insights.currency)
        )  # fmt: skip
    if insights.unconverted:
        words = ngettext(
            "{count} amount has no rate for its day and is in no sum.",
            "{count} amounts have no rate for their day and are in no sum.",
            insights.unconverted,
        )
        parts.append(words.format(count=insights.unconverted))
    return " ".join(parts)
