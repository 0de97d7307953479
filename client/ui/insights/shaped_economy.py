"""The cards about economy: vehicles compared on one scale, and each over time."""

from __future__ import annotations

from collections import Counter
from datetime import date

from client.exchange.figures_out import FigureCell, FigureTable, Head
from client.operations.insights import EconomySpan, Insights, VehicleInsights
from client.ui.insights.shaped import ShapedLines, ShapedRanges
from client.ui.insights.shaped_money import driven_most
from client.ui.insights.shaped_rates import MOST_ROWS
from client.ui.insights.wording import OTHERS_ROLE, VEHICLE_ROLES, Wording
from client.ui.text import _, ngettext
from client.ui.vehicles.economy_series import month_ticks
from client.ui.widgets.chart_scale import ChartPoint
from client.ui.widgets.lines_chart import ChartLine
from client.ui.widgets.range_rows import RangeRow
from garage.records import ENERGIES

MOST_LINES = 8
_DASH = FigureCell("–", "")

Pair = tuple[VehicleInsights, EconomySpan]


def _pairs(insights: Insights) -> list[Pair]:
    return [(each, span) for each in insights.vehicles for span in each.economies]


def scale_unit(insights: Insights) -> str:
    """The unit that most of the economies are in: it is that of the scale."""
    counted = Counter(span.economy.unit for _each, span in _pairs(insights))
    return max(counted, key=lambda code: (counted[code], code != "kWh/100km"), default="")


def _name(pair: Pair) -> str:
    each, span = pair
    if len(each.economies) == 1:
        return each.vehicle.name
    energy = _(ENERGIES.get(span.economy.energy, span.economy.energy))
    return _("{vehicle} ({energy})").format(vehicle=each.vehicle.name, energy=energy)


def _number(span: EconomySpan, si: float) -> float:
    return float(span.economy.shown(si).value)


def _figure(span: EconomySpan, si: float | None, wording: Wording, places: int) -> FigureCell:
    if si is None:
        return _DASH
    exact = span.economy.shown(si)
    return FigureCell(wording.shown.padded(exact.decimal, places), exact.value)


def economy_compared(insights: Insights, wording: Wording) -> ShapedRanges:
    """Best, average and worst of each vehicle; what has another unit is said below the scale."""
    unit, pairs = scale_unit(insights), _pairs(insights)
    on = [pair for pair in pairs if pair[1].economy.unit == unit and pair[1].average]
    off = [pair for pair in pairs if pair[1].economy.unit != unit and pair[1].average]
    rows = sorted((_range(pair, wording) for pair in on), key=lambda row: (-row.middle, row.name))
    below = [_off_scale(pair, wording) for pair in off[:MOST_ROWS]]
    more = len(rows) - MOST_ROWS
    if more > 0:
        words = ngettext("{count} more is in the table.", "{count} more are in the table.", more)
        below.insert(0, words.format(count=more))
    title = _("Economy compared")
    words = _("best, average, worst · {unit}")
    note = words.format(unit=wording.shown.unmistakable(unit)) if unit else ""
    return ShapedRanges(
        title,
        note,
        _compared_table(title, pairs, wording),
        "; ".join([row.words for row in rows[:MOST_ROWS]] + below),
        missing="" if pairs else _("A figure comes with the second full fill-up."),
        below=" ".join(below),
        rows=tuple(rows[:MOST_ROWS]),
        tick=wording.shown.padded,
    )


def _range(pair: Pair, wording: Wording) -> RangeRow:
    span = pair[1]
    assert span.average is not None
    middle = _number(span, span.average.si)
    best = _number(span, span.best) if span.best is not None else middle
    worst = _number(span, span.worst) if span.worst is not None else middle
    low, high = min(best, worst), max(best, worst)
    figure, aside = wording.shown.padded(middle, 1), "–"
    if span.best is not None:
        aside = f"{wording.shown.padded(low, 1)} – {wording.shown.padded(high, 1)}"
    words = _("{vehicle}: average {average} {unit}, best {best}, worst {worst}").format(
        vehicle=_name(pair),
        average=figure,
        unit=wording.shown.economy_unit(span.economy),
        best=wording.shown.padded(best, 1),
        worst=wording.shown.padded(worst, 1),
    )
    return RangeRow(_name(pair), low, middle, high, figure, aside, words)


def _off_scale(pair: Pair, wording: Wording) -> str:
    span = pair[1]
    average = span.average
    assert average is not None
    words = _("{vehicle}: {average} {unit}, best {best}, worst {worst}. Not on this scale.")
    return words.format(
        vehicle=_name(pair),
        average=_figure(span, average.si, wording, 1).text,
        unit=wording.shown.economy_unit(span.economy),
        best=_figure(span, span.best, wording, 1).text,
        worst=_figure(span, span.worst, wording, 1).text,
    )


def _compared_table(title: str, pairs: list[Pair], wording: Wording) -> FigureTable:
    heads = (
        Head(_("Vehicle")),
        Head(_("Unit")),
        Head(_("Best"), True),
        Head(_("Average"), True),
        Head(_("Worst"), True),
        Head(_("Figures"), True),
    )
    rows = tuple(
        (
            FigureCell(_name(pair)),
            FigureCell(wording.shown.economy_unit(pair[1].economy)),
            _figure(pair[1], pair[1].best, wording, 2),
            _figure(pair[1], pair[1].average.si if pair[1].average else None, wording, 2),
            _figure(pair[1], pair[1].worst, wording, 2),
            FigureCell(wording.shown.number(str(len(pair[1].points))), str(len(pair[1].points))),
        )
        for pair in pairs
    )
    return FigureTable(title, heads, rows)


def economy_over_time(insights: Insights, wording: Wording) -> ShapedLines:
    """A line for each vehicle on the scale, at most eight, so that each can be told apart.

    The table has these too, and those of another unit.
    """
    unit, pairs = scale_unit(insights), _pairs(insights)
    on = [pair for pair in pairs if pair[1].economy.unit == unit]
    on.sort(key=lambda pair: (-pair[0].distance, -len(pair[1].points)))
    shown = on[:MOST_LINES]
    off = [pair for pair in pairs if pair[1].economy.unit != unit][:MOST_LINES]
    looks = _looks(insights, shown)
    lines = tuple(_line(pair, look, wording) for pair, look in zip(shown, looks, strict=True))
    ends = sorted((p for line in lines for p in (line.points[0], line.points[-1])), key=_x)
    title = _("Economy over time")
    below = ""
    if len(on) > len(shown):
        below = _("{count} of {all} vehicles, those driven most. Choose others above.")
        below = below.format(count=len(shown), all=len(on))
    odd = sum(point.flagged for line in lines for point in line.points)
    counted = ngettext("{count} figure to check", "{count} figures to check", odd)
    note = wording.shown.unmistakable(unit) if unit else ""
    if odd:
        note = f"{counted.format(count=odd)} · {note}"
    return ShapedLines(
        title,
        note,
        _time_table(title, [*shown, *off], wording),
        "; ".join(f"{line.name}: {line.points[-1].words}" for line in lines),
        missing="" if lines else _("A line comes with the second full fill-up."),
        below=below,
        legend=tuple((line.role, line.name, line.dashed) for line in lines),
        lines=lines,
        ticks=month_ticks(ends, wording.shown),
        tick=wording.shown.padded,
    )


def _x(point: ChartPoint) -> float:
    return point.x


def _looks(insights: Insights, pairs: list[Pair]) -> list[tuple[str, bool]]:
    """Each line's colour, that of the vehicle's distances where it has one there, and dashes.

    The others have the grey first, then the colours again with dashes; so has a second energy.
    """
    own = [each.vehicle.id for each in driven_most(insights)]
    spare = [(OTHERS_ROLE, False), *((role, True) for role in reversed(VEHICLE_ROLES))]
    looks: list[tuple[str, bool]] = []
    for each, span in pairs:
        if each.vehicle.id in own and span is each.economies[0]:
            looks.append((VEHICLE_ROLES[own.index(each.vehicle.id)], False))
        else:
            looks.append(spare.pop(0) if spare else (OTHERS_ROLE, True))
    return looks


def _line(pair: Pair, look: tuple[str, bool], wording: Wording) -> ChartLine:
    span = pair[1]
    symbol = wording.shown.economy_unit(span.economy)
    points = []
    for point in sorted(span.points, key=lambda each: each.day):
        value = _number(span, point.si)
        words = _("{figure} {unit} on {day}").format(
            figure=wording.shown.padded(value, 2), unit=symbol, day=wording.shown.day(point.day)
        )
        note = _("far from the usual; worth a check") if point.outlier else ""
        points.append(ChartPoint(point.day.toordinal(), value, words, point.outlier, note))
    role, dashed = look
    return ChartLine(_name(pair), role, tuple(points), dashed)


def _time_table(title: str, pairs: list[Pair], wording: Wording) -> FigureTable:
    heads = (
        Head(_("Day")),
        Head(_("Vehicle")),
        Head(_("Economy"), True),
        Head(_("Unit")),
        Head(_("To check")),
    )
    found: list[tuple[date, tuple[FigureCell, ...]]] = []
    for pair in pairs:
        name, span = _name(pair), pair[1]
        symbol = wording.shown.economy_unit(span.economy)
        for point in span.points:
            day = FigureCell(wording.shown.day(point.day), point.day.isoformat())
            figure = _figure(span, point.si, wording, 2)
            flag = FigureCell(_("outlier") if point.outlier else "")
            cells = (day, FigureCell(name), figure, FigureCell(symbol), flag)
            found.append((point.day, cells))
    found.sort(key=lambda each: each[0], reverse=True)
    return FigureTable(title, heads, tuple(cells for _day, cells in found))
