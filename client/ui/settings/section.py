"""What every section of the settings is: cards in a column, shown as the settings are."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from client.ui.desk import Desk
from client.ui.text import _
from client.ui.widgets.card import Card
from client.ui.widgets.choice_box import ChoiceBox

WIDEST = 720


class SettingsSection(QWidget):
    """A section overrides ``refresh``, which shows what is set now."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.setMaximumWidth(WIDEST)
        self.cards = QVBoxLayout(self)
        self.cards.setContentsMargins(0, 0, 0, 0)
        self.cards.setSpacing(16)

    def add(self, card: QWidget) -> None:
        """Put a card below the others."""
        self.cards.addWidget(card)

    def refresh(self) -> None:
        """Show what is set now."""

    def keep(self, name: str, value: object) -> None:
        """Keep a setting, unless it is so already."""
        if value != self.desk.settings.get(name):
            self.desk.change_settings(self, {name: value})


def grid_of(*rows: Sequence[QWidget]) -> QGridLayout:
    """Fields in rows, two or three beside each other."""
    grid = QGridLayout()
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(12)
    for place, row in enumerate(rows):
        for column, widget in enumerate(row):
            grid.addWidget(widget, place, column, Qt.AlignmentFlag.AlignTop)
    for column in range(max(map(len, rows))):
        grid.setColumnStretch(column, 1)
    return grid


def card_of(title: str, grid: QGridLayout, *below: QWidget) -> Card:
    """A card with fields, and what stands below them."""
    card = Card(title)
    card.body.addLayout(grid)
    for widget in below:
        card.body.addWidget(widget)
    return card


def choose(box: ChoiceBox, value: object) -> None:
    """Show a value's choice, the first where there is none for it."""
    box.setCurrentIndex(max(0, box.findData(value)))


def usual(words: str) -> str:
    """What the choice of nothing says: "km (as the region)"."""
    return _("{usual} (as the region)").format(usual=words) if words else _("As the region")
