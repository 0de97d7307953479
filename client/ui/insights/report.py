"""The report of insights: all figures as one CSV, or all charts and tables as a PDF."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

from PySide6.QtCore import QSizeF, Qt, QUrl
from PySide6.QtGui import QImage, QTextDocument

from client.exchange.figures_out import FigureTable, write_tables
from client.exchange.place_out import fresh_file
from client.ui.insights.card_picture import SHARPNESS, chart_laid_out, widget_picture
from client.ui.insights.chart_card import ChartCard
from client.ui.insights.prepared import Prepared
from client.ui.insights.shaped import ShapedBars
from client.ui.printing.paper import paper_document, pdf_of
from client.ui.text import _, ngettext
from client.ui.theme import Scheme, theme, tokens
from client.ui.vehicles.shown import Shown
from client.ui.widgets.legend import Legend
from client.ui.widgets.share_list import Share

MOST_ROWS = 36
"""Rows of a table on paper; the CSV has all."""
_FRESH_PAGES = (1, 3, 4)
"""The cards that begin a page, so that no chart is parted from its title."""


@dataclass(frozen=True)
class Report:
    """What the report says at its top: what the figures are of."""

    prepared: Prepared
    shown: Shown
    vehicles: str
    worth: str

    @property
    def title(self) -> str:
        """Its name."""
        return _("Insights, {period}").format(period=self.prepared.period)

    @property
    def about(self) -> str:
        """Which vehicles, and what is counted."""
        return " · ".join((self.vehicles, self.worth))

    @property
    def tables(self) -> tuple[FigureTable, ...]:
        """The tiles, then each card's table."""
        return (self.prepared.figures, *(card.table for card in self.prepared.cards))


def write_csv(tables: Sequence[FigureTable], path: Path, decimal_mark: str = ".") -> None:
    """Write tables to a file, whole or not at all. Raises ClientError."""
    with fresh_file(path) as file:
        write_tables(file, tables, decimal_mark)


def save_pdf(report: Report, pictures: Mapping[str, QImage], path: Path) -> int:
    """Write the PDF, whole or not at all; gives how many pages it has. Raises ClientError."""
    footer = _("Printed {day} from Paddock").format(day=report.shown.day(report.shown.today))
    laid_out = functools.partial(_document, report, pictures)
    content, pages = pdf_of(report.title, report.shown.prefs.paper, footer, laid_out)
    with fresh_file(path) as file:
        file.write(content)
    return pages


def pictures_for_paper(cards: Sequence[ChartCard]) -> dict[str, QImage]:
    """Each card's chart and legend in the light scheme, whatever the window wears."""
    before = theme().scheme
    found: dict[str, QImage] = {}
    try:
        theme().use(Scheme.LIGHT)
        for card in cards:
            shaped = card.shaped
            if shaped is None or shaped.missing or not card.chart.count:
                continue
            with chart_laid_out(card):
                found[f"{shaped.title}/chart"] = widget_picture(card.chart)
                if shaped.legend:
                    found[f"{shaped.title}/legend"] = widget_picture(card.legend)
                elif isinstance(shaped, ShapedBars) and shaped.shares:
                    found[f"{shaped.title}/legend"] = _legend_of(shaped.shares, card.chart.width())
    finally:
        theme().use(before)
    return found


def _legend_of(shares: Sequence[Share], width: int) -> QImage:
    """What the colours are: on the screen it stands beside the bars, with the amounts."""
    legend = Legend()
    legend.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    legend.set_entries([(share.role, share.name, False) for share in shares])
    legend.resize(width, legend.heightForWidth(width))
    image = widget_picture(legend)
    legend.hide()
    legend.deleteLater()
    return image


def _document(report: Report, pictures: Mapping[str, QImage], page: QSizeF) -> QTextDocument:
    document = paper_document(page)
    width = int(page.width())
    parts = [f"<h1>{escape(report.title)}</h1><p class='muted'>{escape(report.about)}</p>"]
    parts.append(_table(report.prepared.figures))
    for place, card in enumerate(report.prepared.cards):
        fresh = " style='page-break-before: always'" if place in _FRESH_PAGES else ""
        parts.append(f"<h2{fresh}>{escape(card.title)}</h2>")
        if card.note:
            parts.append(f"<p class='muted'>{escape(card.note)}</p>")
        if card.missing:
            parts.append(f"<p>{escape(card.missing)}</p>")
            continue
        for part in ("legend", "chart"):
            image = pictures.get(f"{card.title}/{part}")
            if image is not None:
                parts.append(_picture(document, f"{card.title}/{part}", image, width))
        if card.below:
            parts.append(f"<p class='muted'>{escape(card.below)}</p>")
        parts.append(_table(card.table))
    document.setDefaultStyleSheet(_sheet())
    document.setHtml("".join(parts))
    return document


def _picture(document: QTextDocument, name: str, image: QImage, width: int) -> str:
    plain = QImage(image)
    plain.setDevicePixelRatio(1)
    url = name.encode().hex()
    document.addResource(QTextDocument.ResourceType.ImageResource, QUrl(url), plain)
    shown = min(width, round(image.width() / SHARPNESS))
    return f"<p><img src='{url}' width='{shown}'></p>"


def _table(table: FigureTable) -> str:
    def row(cells: Sequence[str], tag: str) -> str:
        sides = ("right" if head.number else "left" for head in table.heads)
        pairs = zip(cells, sides, strict=True)
        return "".join(f"<{tag} align='{side}'>{escape(words)}</{tag}>" for words, side in pairs)

    lines = [f"<tr>{row([head.title for head in table.heads], 'th')}</tr>"]
    lines += [
        f"<tr>{row([cell.text for cell in cells], 'td')}</tr>" for cells in table.rows[:MOST_ROWS]
    ]
    more, note = len(table.rows) - MOST_ROWS, table.note
    if more > 0:
        words = ngettext(
            "{count} more row is in the CSV.", "{count} more rows are in the CSV.", more
        )
        note = words.format(count=more)
    tail = f"<p class='muted'>{escape(note)}</p>" if note else ""
    return f"<table width='100%' cellspacing='0' cellpadding='3'>{''.join(lines)}</table>{tail}"


def _sheet() -> str:
    look = tokens(Scheme.LIGHT)
    sizes = look.face.size
    # Without a colour, text would wear the window's: white on white in the dark scheme.
    return (
        f"h1, h2, p, td {{ color: {look.colour('text')}; }}"
        f"h1 {{ font-size: {sizes['title']}px; margin: 0; }}"
        f"h2 {{ font-size: {sizes['heading']}px; margin-top: 24px; margin-bottom: 4px; }}"
        f".muted {{ color: {look.colour('text_muted')}; margin-top: 0; margin-bottom: 8px; }}"
        "table { margin-top: 8px; }"
        f"th {{ font-weight: 600; color: {look.colour('text_muted')}; }}"
        "p { margin: 4px 0; }"
    )
