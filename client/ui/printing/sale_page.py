"""The text of a vehicle's printed history, as HTML for Qt's text engine."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from html import escape, unescape
from itertools import pairwise
from math import ceil

from PySide6.QtCore import QSize
from PySide6.QtGui import QFontMetricsF

from client.operations.sale_history import Entry, SaleHistory
from client.ui.printing.paper_font import paper_font
from client.ui.text import _, months, ngettext
from client.ui.theme.fonts import MEDIUM
from client.ui.theme.tokens import Scheme, tokens
from client.ui.vehicles.pictures import described
from garage.records import ENERGIES, Inspection, Vehicle, kind_named
from garage.records.fields import ChoiceField
from garage.regions import format_day, format_money, format_quantity

PICTURE = QSize(230, 104)
CHART_HEIGHT = 150
_GAP = 8
_PADDING = 12
"""At the right of a cell."""
_BY = 128
"""The width of "done by"; the other columns are as wide as needed, what was done has the rest."""
SHARPNESS = 3.0
"""Pixels of a picture for each dot of the page: 288 an inch."""


def sale_html(history: SaleHistory, width: int, begins: Sequence[int] = ()) -> str:
    """All pages as one text; pictures are named "picture" and "chart".

    `begins` are the entries, by their place, that begin a page.
    """
    parts = [_title(history, width), _facts(history, width), _figures(history, width)]
    if len(history.readings) > 1:
        parts.append(_odometer(history, width))
    if history.consumption:
        parts.append(_consumption(history, width))
    parts += [_table(history, width, begins), _closing(history)]
    return f"<html><head><style>{_style()}</style></head><body>{''.join(parts)}</body></html>"


def _style() -> str:
    look = tokens(Scheme.LIGHT)
    size = look.face.size
    muted, line, strong = (look.colour(role) for role in ("text_muted", "border", "border_strong"))
    return (
        f"body {{ color: {look.colour('text')}; }}"
        f"h1 {{ font-size: {size['title'] + 4}px; font-weight: 600; margin: 2px 0 2px 0; }}"
        f"h2 {{ font-size: {size['heading'] - 1}px; font-weight: 600; margin: 20px 0 6px 0; }}"
        f"p {{ margin: 0; }} .muted {{ color: {muted}; }}"
        f".label {{ color: {muted}; font-size: {size['small'] - 2}px; }}"
        f".big {{ font-size: {size['heading']}px; font-weight: 600; }}"
        f".tile {{ background-color: {look.colour('surface')}; padding: 9px 11px 9px 11px; }}"
        f"th {{ color: {muted}; font-size: {size['small'] - 2}px; font-weight: 500;"
        f" padding: 4px {_PADDING}px 4px 0; border-bottom: 1px solid {strong}; }}"
        f"td.row {{ padding: 6px {_PADDING}px 6px 0; border-bottom: 1px solid {line}; }}"
    )


def _title(history: SaleHistory, width: int) -> str:
    vehicle = history.vehicle
    under = [described(vehicle), vehicle.trim, vehicle.colour]
    text = (
        f"<p class='muted'>{_('Vehicle history')}</p><h1>{escape(vehicle.name)}</h1>"
        f"<p>{escape(' · '.join(part for part in under if part))}</p>"
        f"<p class='muted'>{escape(_energies(vehicle))}</p>"
    )
    image = f"<img src='picture' width='{PICTURE.width()}' height='{PICTURE.height()}'>"
    return (
        f"<table width='{width}' cellspacing='0' cellpadding='0'><tr>"
        f"<td valign='middle'>{text}</td>"
        f"<td width='{PICTURE.width()}' align='right'>{image}</td></tr></table>"
    )


def _energies(vehicle: Vehicle) -> str:
    return ", ".join(_(ENERGIES.get(word, word)) for word in vehicle.energies)


def _facts(history: SaleHistory, width: int) -> str:
    vehicle = history.vehicle
    plate = " · ".join(part for part in (vehicle.plate, vehicle.plate_region) if part)
    odometer = ""
    if history.odometer is not None and history.odometer_day is not None:
        odometer = _("{odometer} on {day}").format(
            odometer=format_quantity(history.odometer, history.preferences, history.odometer.unit),
            day=_day(history, history.odometer_day),
        )
    return _cells(
        [
            (_("VIN or chassis number"), vehicle.vin),
            (_("Plate"), plate),
            (_("Odometer"), odometer),
            (_("With this owner"), _owned(history)),
        ],
        width,
        "",
    )


def _owned(history: SaleHistory) -> str:
    vehicle = history.vehicle
    if vehicle.purchased and vehicle.sold:
        return f"{_day(history, vehicle.purchased)} – {_day(history, vehicle.sold)}"
    if vehicle.purchased:
        return _("since {day}").format(day=_day(history, vehicle.purchased))
    return ""


def _figures(history: SaleHistory, width: int) -> str:
    inspection = history.last_inspection
    distance = history.distance
    cells = [
        (_("Services"), str(history.count("service"))),
        (_("Repairs and upgrades"), str(history.count("repair", "upgrade"))),
        (
            _("Documented distance"),
            format_quantity(distance, history.preferences, distance.unit) if distance else "–",
        ),
        (_("Last inspection"), _day(history, inspection.day) if inspection else "–"),
    ]
    if history.costs is not None:
        spent = " + ".join(format_money(money, history.preferences) for money in history.costs)
        cells.append((_("Spent on all this"), spent or "–"))
    return _cells(cells, width, "tile")


def _cells(cells: list[tuple[str, str]], width: int, style: str) -> str:
    """Labels over values, side by side; what is empty is left out."""
    shown = [(label, value) for label, value in cells if value]
    if not shown:
        return ""
    gap = _GAP if style else 0
    share = (width - gap * (len(shown) - 1)) // len(shown)
    inner = f"<td width='{gap}'></td>".join(
        f"<td class='{style}' width='{share}' valign='top'>"
        f"<p class='label'>{escape(label)}</p>"
        f"<p class='{'big' if style else ''}'>{escape(value)}</p></td>"
        for label, value in shown
    )
    return (
        f"<p style='font-size: 8px'>&nbsp;</p><table width='{width}' cellspacing='0'"
        f" cellpadding='0'><tr>{inner}</tr></table>"
    )


def _odometer(history: SaleHistory, width: int) -> str:
    first, last = history.readings[0][0], history.readings[-1][0]
    count = len(history.readings)
    said = ngettext(
        "{count} reading from {first} to {last}.",
        "{count} readings from {first} to {last}.",
        count,
    ).format(count=count, first=_day(history, first), last=_day(history, last))
    if history.backwards:
        said += " " + ngettext(
            "{count} reading that does not fit the others is left out.",
            "{count} readings that do not fit the others are left out.",
            history.backwards,
        ).format(count=history.backwards)
    return (
        f"<h2>{_('Odometer')}</h2>"
        f"<p><img src='chart' width='{width}' height='{CHART_HEIGHT}'></p>"
        f"<p class='muted'>{escape(said)}</p>"
    )


def _consumption(history: SaleHistory, width: int) -> str:
    prefs = history.preferences
    rows = [
        [
            escape(_(ENERGIES.get(each.energy, each.energy))),
            escape(format_quantity(each.average, prefs, each.average.unit)),
            escape(format_quantity(each.distance, prefs, each.distance.unit)),
            ngettext("{n} time", "{n} times", each.fill_ups).format(n=each.fill_ups),
        ]
        for each in history.consumption
    ]
    names = [_("Energy"), _("Average"), _("Measured over"), _("From full to full")]
    heads = [(name, width // 4, "left") for name in names]
    return f"<h2>{_('Economy')}</h2>" + _grid(heads, rows, width)


def _table(history: SaleHistory, width: int, begins: Sequence[int]) -> str:
    apart = " style='page-break-before: always'" if begins[:1] == [0] else ""
    heading = f"<h2{apart}>{_('What was done')}</h2>"
    if not history.entries:
        return heading + f"<p class='muted'>{_('No work is recorded yet.')}</p>"
    rows = [_entry(history, entry) for entry in history.entries]
    names = [_("Date"), _("Odometer"), _("Kind"), _("What was done"), _("Done by"), _("Cost")]
    day, odometer, kind, cost = (_wide(names[at], [row[at] for row in rows]) for at in (0, 1, 2, 5))
    if history.costs is None:
        names, rows, cost = names[:5], [row[:5] for row in rows], 0
    rest = width - day - odometer - kind - _BY - cost
    widths = (day, odometer, kind, rest, _BY, cost)
    sides = ("left", "right", "left", "left", "left", "right")
    heads = list(zip(names, widths, sides, strict=False))
    cuts = [0, *(begin for begin in begins if begin), len(rows)]
    pages = [rows[start:end] for start, end in pairwise(cuts)]
    tables = [_grid(heads, page, width, begins_page=at > 0) for at, page in enumerate(pages)]
    return heading + "".join(tables)


def _wide(name: str, cells: Iterable[str]) -> int:
    """The width of a column whose cells stay on one line."""
    size = tokens(Scheme.LIGHT).face.size["small"]
    head = QFontMetricsF(paper_font(size - 2, MEDIUM)).horizontalAdvance(name)
    metrics = QFontMetricsF(paper_font(size))
    shown = {unescape(cell) for cell in cells}
    widest = max((metrics.horizontalAdvance(each) for each in shown), default=0.0)
    return ceil(max(head, widest)) + _PADDING + 1


def _entry(history: SaleHistory, entry: Entry) -> list[str]:
    prefs = history.preferences
    odometer = entry.odometer
    unit = history.odometer.unit if history.odometer else None
    cells = [
        _unbroken(_day(history, entry.day)),
        _unbroken(format_quantity(odometer, prefs, unit)) if odometer else "",
        _unbroken(_(kind_named(entry.kind).label)),
        _what(history, entry),
        escape(entry.by or (_("Owner") if entry.own_work else "")),
    ]
    cells.append(_unbroken(format_money(entry.cost, prefs)) if entry.cost else "")
    return cells


def _what(history: SaleHistory, entry: Entry) -> str:
    more = list(entry.details)
    if entry.result:
        result = _results().get(entry.result, entry.result)
        if entry.valid_until:
            until = _day(history, entry.valid_until)
            result = _("{result}, valid until {day}").format(result=result, day=until)
        more.insert(0, result)
    text = f"<span style='font-weight: 500'>{escape(entry.what)}</span>"
    return text + (f"<br><span class='muted'>{escape(', '.join(more))}</span>" if more else "")


def _results() -> dict[str, str]:
    """The words for an inspection's result."""
    type_ = kind_named(Inspection.kind).field("result").type
    assert isinstance(type_, ChoiceField)
    return {word: _(label) for word, label in type_.choices.items()}


def _grid(
    heads: Iterable[tuple[str, int, str]],
    rows: Iterable[list[str]],
    width: int,
    *,
    begins_page: bool = False,
) -> str:
    """A table of columns (name, width, alignment); its head stands on each page."""
    columns = list(heads)
    names = "".join(
        f"<th width='{share}' align='{side}'>{_unbroken(name)}</th>"
        for name, share, side in columns
    )
    lines = "".join(
        "<tr>"
        + "".join(
            f"<td class='row' width='{share}' align='{side}' valign='top'>{cell}</td>"
            for cell, (_name, share, side) in zip(cells, columns, strict=True)
        )
        + "</tr>"
        for cells in rows
    )
    before = "; page-break-before: always" if begins_page else ""
    return (
        f"<table width='{width}' cellspacing='0' cellpadding='0'"
        f" style='border-collapse: collapse{before}'><thead><tr>{names}</tr></thead>"
        f"<tbody>{lines}</tbody></table>"
    )


def _unbroken(text: str) -> str:
    return escape(text).replace(" ", "&nbsp;")


def _closing(history: SaleHistory) -> str:
    said = _("From the owner’s own records, as kept in Paddock.")
    if history.costs is None:
        said += " " + _("Costs are left out.")
    return f"<p style='font-size: 10px'>&nbsp;</p><p class='muted'>{escape(said)}</p>"


def _day(history: SaleHistory, day: date) -> str:
    return format_day(day, history.preferences, months())
