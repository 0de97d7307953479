"""The cards about money over time: what each month cost, and how far it went."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from client.exchange.figures_out import FigureCell, FigureTable, Head
from client.operations.insights import Insights, MonthFigures, VehicleInsights
from client.ui.insights.shaped import ShapedBars
from client.ui.insights.wording import (
    GROUP_ROLES,
    OTHERS_ROLE,
    VEHICLE_ROLES,
    Wording,
    group_words,
    period_words,
)
from client.ui.text import _
from client.ui.vehicles.shown import month_names
from client.ui.widgets.month_bars import Bar, BarPart
from client.ui.widgets.share_list import Share

_MOST_MONTHS = 60
"""Beyond so many, bars stand for years."""


@dataclass(frozen=True)
class _Span:
    """What one bar stands for: a month, or a year of a long window."""

    label: str
    title: str
    key: str
    months: tuple[MonthFigures, ...]
    unfinished: bool

    @property
    def groups(self) -> Mapping[str, Decimal]:
        found: dict[str, Decimal] = {}
        for month in self.months:
            for group, amount in month.groups.items():
                found[group] = found.get(group, Decimal(0)) + amount
        return found


def _spans(insights: Insights, wording: Wording) -> list[_Span]:
    months, open_ = insights.months, insights.unfinished
    if len(months) <= _MOST_MONTHS:
        long = len(months) > 12
        return [
            _Span(
                wording.month_label(each.month, long),
                wording.month_title(each.month),
                f"{each.month[0]}-{each.month[1]:02}",
                (each,),
                each.month == open_,
            )
            for each in months
        ]
    years: dict[int, list[MonthFigures]] = {}
    for each in months:
        years.setdefault(each.month[0], []).append(each)
    return [
        _Span(str(year), str(year), str(year), tuple(its), open_ is not None and open_[0] == year)
        for year, its in years.items()
    ]


def _by_years(insights: Insights) -> bool:
    return len(insights.months) > _MOST_MONTHS


def _span_head(insights: Insights) -> Head:
    return Head(_("Year") if _by_years(insights) else _("Month"))


def _open_note(insights: Insights) -> str:
    if insights.unfinished is None:
        return ""
    year, month = insights.unfinished
    name = str(year) if _by_years(insights) else month_names()[month - 1]
    return _("{month} is not over yet").format(month=name)


def cost_by_month(insights: Insights, wording: Wording) -> ShapedBars:
    """What each month cost, stacked by group of categories."""
    words, spans = group_words(), _spans(insights, wording)
    used = [group for group in GROUP_ROLES if insights.groups.get(group)]
    bars = []
    for span in spans:
        groups = span.groups
        parts = tuple(
            BarPart(GROUP_ROLES[group], float(groups[group]), words[group],
                    wording.money(groups[group]))
            for group in used
            if groups.get(group)
        )  # fmt: skip
        total = sum(groups.values(), Decimal(0))
        bars.append(Bar(span.label, span.title, wording.money(total), parts, span.unfinished))
    whole = sum((amount for amount in insights.groups.values() if amount > 0), Decimal(0))
    shares = tuple(
        Share(GROUP_ROLES[group], words[group], wording.money(amount), wording.share(amount, whole))
        for group, amount in insights.groups.items()
        if amount
    )
    title = _("Cost by year") if _by_years(insights) else _("Cost by month")
    summary = _("{total} in all, {period}").format(
        total=wording.money(insights.total), period=period_words(insights, wording.shown)
    )
    return ShapedBars(
        title,
        _open_note(insights),
        _cost_table(title, _span_head(insights), spans, used, wording),
        summary,
        missing="" if used else _("Nothing was spent in this period."),
        bars=tuple(bars),
        tick=wording.money_tick,
        shares=shares,
    )


def _cost_table(
    title: str, first: Head, spans: Sequence[_Span], used: Sequence[str], wording: Wording
) -> FigureTable:
    words, currency = group_words(), wording.currency
    heads = [first]
    heads += [Head(words[group], True, currency) for group in used]
    heads.append(Head(_("Total"), True, currency))
    rows = []
    for span in spans:
        groups = span.groups
        cells = [FigureCell(span.title, span.key)]
        cells += [wording.exact(groups.get(group, Decimal(0))) for group in used]
        cells.append(wording.exact(sum(groups.values(), Decimal(0))))
        rows.append(tuple(cells))
    return FigureTable(title, tuple(heads), tuple(rows))


def driven_most(insights: Insights) -> list[VehicleInsights]:
    """The vehicles that have colours of their own, the one driven most first."""
    driven = [each for each in insights.vehicles if each.distance > 0]
    return sorted(driven, key=lambda each: -each.distance)[: len(VEHICLE_ROLES)]


def distance_by_month(insights: Insights, wording: Wording) -> ShapedBars:
    """How far each month went, stacked by vehicle: four of them, and the others together."""
    spans, own = _spans(insights, wording), driven_most(insights)
    others = [each for each in insights.vehicles if each.distance > 0 and each not in own]
    columns: list[tuple[str, str, list[VehicleInsights]]] = [
        (role, each.vehicle.name, [each]) for role, each in zip(VEHICLE_ROLES, own, strict=False)
    ]
    if others:
        columns.append((OTHERS_ROLE, _("Others"), others))
    table: list[tuple[FigureCell, ...]] = []
    bars = []
    for span in spans:
        ways = [_way(each, span) for _role, _name, each in columns]
        parts = tuple(
            BarPart(role, float(wording.driven(way)), name, wording.shown.distance(way))
            for (role, name, _each), way in zip(columns, ways, strict=True)
            if way > 0
        )
        total = sum(ways)
        figure = wording.shown.distance(total)
        bars.append(Bar(span.label, span.title, figure, parts, span.unfinished))
        cells = [FigureCell(span.title, span.key), *(wording.way(way) for way in ways)]
        table.append((*cells, wording.way(total)))
    symbol = wording.distance_symbol
    heads = [_span_head(insights)]
    heads += [Head(f"{name} ({symbol})", True) for _role, name, _each in columns]
    heads.append(Head(_("Total ({unit})").format(unit=symbol), True))
    title = _("Distance by year") if _by_years(insights) else _("Distance by month")
    return ShapedBars(
        title,
        _open_note(insights),
        FigureTable(title, tuple(heads), tuple(table)),
        _("{distance} in all").format(distance=wording.shown.distance(insights.distance)),
        missing="" if columns else _("No distance is known: it takes two odometer readings."),
        legend=tuple((role, name, False) for role, name, _each in columns),
        bars=tuple(bars),
        tick=wording.way_tick,
    )


def _way(vehicles: Sequence[VehicleInsights], span: _Span) -> float:
    return sum(each.distances.get(month.month, 0.0) for each in vehicles for month in span.months)
