"""What every section of the settings is: cards in a column, shown as the settings are."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from client.ui.desk import Desk
from client.ui.settings.on_way import OnWay
from client.ui.text import _
from client.ui.widgets.card import Card
from client.ui.widgets.choice_box import ChoiceBox
from client.ui.widgets.grids import FieldGrid

WIDEST = 728


class SettingsSection(QWidget):
    """A section overrides ``refresh``, which shows what is set now."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self._chosen = OnWay(desk, self, self.refresh)
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
        """Keep a setting, unless it is so already; if it is refused, what counts is shown again."""
        self._chosen.keep(name, value, {name: value})

    @property
    def said(self) -> dict[str, Any]:
        """The settings as they are shown: with what was chosen here and is on its way."""
        return self._chosen.over(self.desk.settings)


def fields_of(*fields: QWidget, most: int = 2) -> QWidget:
    """Fields beside each other, `most` in a row, fewer where there is no room for their words."""
    held = QWidget()
    grid = FieldGrid(held, most)
    for field in fields:
        grid.addWidget(field)
    return held


def card_of(title: str, *parts: QWidget) -> Card:
    """A card with its parts below each other."""
    card = Card(title)
    for part in parts:
        card.body.addWidget(part)
    return card


def choose(box: ChoiceBox, value: object) -> None:
    """Show a value's choice, the first where there is none for it."""
    box.setCurrentIndex(max(0, box.findData(value)))


def name_usual(box: ChoiceBox, words: str) -> None:
    """Say at the first choice, that of nothing, what it comes to: "km (as the region)"."""
    usual = _("{usual} (as the region)").format(usual=words) if words else _("As the region")
    box.setItemText(0, usual)
    box.updateGeometry()
