"""All that a VIN told, fact by fact: what it is, where it is from, or why it is not taken."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from client.ui.text import _, country_of, ngettext, said
from client.ui.vehicles.shown import Shown
from client.ui.vehicles.spec_words import fact_words, source_words
from client.ui.widgets.labels import label
from client.ui.widgets.scroll_area import ScrollArea
from garage.records import ENERGIES
from garage.records.vehicles import VEHICLE_KINDS
from garage.units import Quantity
from garage.vin import Proposed

_HEIGHT = 168
_SPACING = 4


class VinFacts(ScrollArea):
    """A list that scrolls; ``said`` has its rows as words."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(_("What the number tells"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.said: tuple[tuple[str, str, str], ...] = ()

    def show_facts(self, told: Sequence[Proposed], shown: Shown) -> None:
        """Show the facts, those that are not taken with the reason."""
        self.said = tuple(
            (
                fact_words(part.field),
                fact_value(part, shown),
                said(part.reason) if part.skipped else source_words(part.source),
            )
            for part in told
        )
        content = QWidget()
        grid = QGridLayout(content)
        grid.setContentsMargins(0, 0, 8, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(_SPACING)
        for column, stretch in enumerate((3, 4, 4)):
            grid.setColumnStretch(column, stretch)
        for row, (part, words) in enumerate(zip(told, self.said, strict=True)):
            role = "text_muted" if part.skipped else "text"
            for column, text in enumerate(words):
                ink = role if column == 1 else "text_muted"
                cell = label(text, "small", ink, wrap=True)
                grid.addWidget(cell, row, column, Qt.AlignmentFlag.AlignTop)
        grid.setRowStretch(len(told), 1)
        self.setWidget(content)
        wanted = content.sizeHint().height() + 2
        self.setFixedHeight(min(_HEIGHT, wanted))


def told_words(settable: Sequence[Proposed], filled: Sequence[Proposed]) -> str:
    """What came of a number: what it filled in, and how many facts come with the vehicle."""
    if not settable:
        return _("The number tells nothing that could be filled in here.")
    named = [str(part.value) for part in filled if part.field in ("make", "model", "year")]
    words = _("Filled in: {what}.").format(what=", ".join(named) or _("nothing above"))
    facts = sum(part.target == "specification" for part in settable)
    if facts:
        more = ngettext("{n} more fact comes with it.", "{n} more facts come with it.", facts)
        words = f"{words} {more.format(n=facts)}"
    return words


def fact_value(part: Proposed, shown: Shown) -> str:
    """What it is, in the person's units."""
    value = part.value
    if isinstance(value, Quantity):
        return shown.quantity(value, value.unit)
    if isinstance(value, tuple):
        return " + ".join(_(ENERGIES.get(each, each)) for each in value)
    if part.field == "type":
        return _(VEHICLE_KINDS.get(str(value), str(value)))
    if part.field == "country":
        return country_of(str(value))
    return str(value)
