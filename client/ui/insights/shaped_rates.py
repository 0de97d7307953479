"""The cards about single vehicles' money: what a distance costs, and what is expected."""

from __future__ import annotations

from decimal import Decimal

from client.exchange.figures_out import FigureCell, FigureTable, Head
from client.operations.insights import Insights, VehicleInsights
from client.operations.insights_expected import ENERGY, RECURRING, ExpectedPart
from client.ui.insights.shaped import ShapedSplits
from client.ui.insights.wording import Wording
from client.ui.text import _, ngettext
from client.ui.vehicles.shown import month_names
from client.ui.widgets.split_rows import SplitRow

MOST_ROWS = 12
_DASH = FigureCell("–", "")


def cost_per_distance(insights: Insights, wording: Wording) -> ShapedSplits:
    """Each vehicle's cost for a distance: the energy and the rest."""
    found = [each for each in insights.vehicles if each.total or each.distance > 0]
    rates = {each.vehicle.id: _rates(each, wording) for each in found}
    found.sort(key=lambda each: (rates[each.vehicle.id] is None, -_sum(rates[each.vehicle.id])))
    symbol = wording.distance_symbol
    title = _("Cost per {unit}").format(unit=symbol)
    rows = [_rate_row(each, rates[each.vehicle.id], wording) for each in found]
    more = len(rows) - MOST_ROWS
    below = ngettext(
        "{count} more vehicle is in the table.", "{count} more are in the table.", more
    )
    table = FigureTable(
        title,
        (
            Head(_("Vehicle")),
            Head(_("Total"), True, f"{wording.currency}/{symbol}"),
            Head(_("Energy"), True, f"{wording.currency}/{symbol}"),
            Head(_("The rest"), True, f"{wording.currency}/{symbol}"),
            Head(_("Spent"), True, wording.currency),
            Head(_("Distance ({unit})").format(unit=symbol), True),
        ),
        tuple(_rate_cells(each, rates[each.vehicle.id], wording) for each in found),
    )
    return ShapedSplits(
        title,
        "",
        table,
        "; ".join(row.words for row in rows[:MOST_ROWS]),
        missing="" if found else _("Nothing was spent or driven in this period."),
        below=below.format(count=more) if more > 0 else "",
        legend=(("chart_1", _("energy"), False), ("chart_5", _("the rest"), False)),
        rows=tuple(rows[:MOST_ROWS]),
    )


def _rates(each: VehicleInsights, wording: Wording) -> tuple[Decimal, Decimal] | None:
    """The energy and the rest for one unit of distance."""
    if each.distance <= 0:
        return None
    driven = wording.driven(each.distance)
    return each.costs.energy / driven, (each.costs.rest + each.worth) / driven


def _sum(rates: tuple[Decimal, Decimal] | None) -> Decimal:
    return sum(rates, Decimal(0)) if rates else Decimal(0)


def why_no_distance(each: VehicleInsights) -> str:
    """Why nothing can be said for a distance."""
    if each.readings == 0:
        return _("its odometer was never read")
    return _("not driven in this period, as far as its odometer was read")


def _rate_row(
    each: VehicleInsights, rates: tuple[Decimal, Decimal] | None, wording: Wording
) -> SplitRow:
    name = each.vehicle.name
    if rates is None:
        reason = why_no_distance(each)
        words = _("{vehicle}: {total}; {reason}").format(
            vehicle=name, total=wording.money(each.total), reason=reason
        )
        return SplitRow(name, 0, 0, "–", wording.money(each.total), words, reason)
    figure = wording.rate(_sum(rates)).text
    way = wording.shown.distance(each.distance)
    words = _(
        "{vehicle}: {figure} per {unit}, energy {energy}, the rest {rest}, {distance}"
    ).format(
        vehicle=name,
        figure=figure,
        unit=wording.distance_symbol,
        energy=wording.rate(rates[0]).text,
        rest=wording.rate(rates[1]).text,
        distance=way,
    )
    return SplitRow(name, float(rates[0]), float(rates[1]), figure, way, words)


def _rate_cells(
    each: VehicleInsights, rates: tuple[Decimal, Decimal] | None, wording: Wording
) -> tuple[FigureCell, ...]:
    three = (_DASH, _DASH, _DASH)
    if rates is not None:
        three = (wording.rate(_sum(rates)), wording.rate(rates[0]), wording.rate(rates[1]))
    spent, way = wording.exact(each.total), wording.way(each.distance)
    return (FigureCell(each.vehicle.name), *three, spent, way if each.readings else _DASH)


def expected_next(insights: Insights, wording: Wording) -> ShapedSplits:
    """What next month will probably cost, part by part."""
    expected = insights.expected
    title = _("Expected in {month}").format(month=month_names()[expected.month.month - 1])
    rows = [_expected_row(part, wording) for part in expected.parts]
    more = len(rows) - MOST_ROWS
    below = ngettext("{count} more is in the table.", "{count} more are in the table.", more)
    table = FigureTable(
        title,
        (
            Head(_("What")),
            Head(_("Vehicle")),
            Head(_("Known from")),
            Head(_("Amount"), True, wording.currency),
        ),
        tuple(
            (
                FigureCell(part_title(part)),
                FigureCell(part.vehicle.name),
                FigureCell(_origin(part)),
                _DASH if part.amount is None else wording.exact(part.amount),
            )
            for part in expected.parts
        ),
    )
    total = _("about {total}").format(total=wording.money(expected.total))
    return ShapedSplits(
        title,
        total if expected.parts else "",
        table,
        "; ".join(row.words for row in rows[:MOST_ROWS]),
        missing="" if rows else _("Nothing is known of it: no reminder, nothing that recurs."),
        below=below.format(count=more) if more > 0 else "",
        rows=tuple(rows[:MOST_ROWS]),
    )


def part_title(part: ExpectedPart) -> str:
    """What an expected part is for."""
    if part.kind == ENERGY:
        electric = part.vehicle.energies == ("electric",)
        return _("Charging") if electric else _("Fuel")
    return part.title or _("Expense")


def _origin(part: ExpectedPart) -> str:
    if part.kind == ENERGY:
        return _("recent pace")
    return _("recurs") if part.kind == RECURRING else _("reminder")


def _expected_row(part: ExpectedPart, wording: Wording) -> SplitRow:
    name = _("{what}, {vehicle}").format(what=part_title(part), vehicle=part.vehicle.name)
    origin = _origin(part)
    if part.amount is None:
        reason = _("nobody said how much")
        words = _("{what}: {reason}").format(what=name, reason=reason)
        return SplitRow(name, 0, 0, "–", origin, words, reason)
    figure = wording.money(part.amount)
    words = _("{what}: {figure}, {origin}").format(what=name, figure=figure, origin=origin)
    return SplitRow(name, float(part.amount), 0, figure, origin, words)
