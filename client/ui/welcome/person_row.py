"""Who you are and where: a name, a region, and the units, money and dates that follow from it."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from client.ui.desk import Desk
from client.ui.settings.on_way import OnWay
from client.ui.settings.region_section import country_names, system_words
from client.ui.text import _
from client.ui.theme import MEDIUM, theme
from client.ui.vehicles.shown import Shown
from client.ui.widgets.buttons import LinkButton
from client.ui.widgets.chip import Chip, ChipKind
from client.ui.widgets.choice_box import ChoiceBox
from client.ui.widgets.form_field import FormField
from client.ui.widgets.grids import FlowLayout
from client.ui.widgets.labels import label

_PURPOSES = ("distance", "volume", "economy", "energy", "pressure", "temperature")
_EXAMPLE = Decimal("1234.5")
_LABEL_GAP = 4
"""As in a form field, on whose line the units stand."""


class PersonRow(QWidget):
    """Each change is kept at once. ``change`` asks for the settings, where units can be chosen."""

    change = Signal()
    told = Signal()
    """It can say more of the person now."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.name = FormField(_("Your name"))
        self.name.line.setMaxLength(200)
        self.name.finished.connect(self._on_name)
        self._chosen = OnWay(desk, self, self.show_settings)
        self.region = ChoiceBox()
        self.region.setMinimumWidth(200)
        guessed = system_words()
        self.region.addItem(guessed, None)
        self.region.activated.connect(self._on_region)
        self.examples: tuple[str, ...] = ()
        self._chips = QWidget()
        self._flow = FlowLayout(self._chips, 8)
        self.change_button = LinkButton(_("Change"), name=_("Change units and currency"))
        self.change_button.clicked.connect(self.change)
        fields = QHBoxLayout()
        fields.setSpacing(16)
        self.name.setFixedWidth(208)
        region = FormField(_("Region"), self.region)
        region.setFixedWidth(240)
        for field in (self.name, region):
            fields.addWidget(field, 0, Qt.AlignmentFlag.AlignTop)
        fields.addStretch(0)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(16)
        self._row.addLayout(fields)
        self._row.addWidget(self._follows(), 1, Qt.AlignmentFlag.AlignTop)
        desk.settings_changed.connect(self.show_settings)
        language = str(desk.settings.get("language") or "en")
        desk.read(self, lambda _reader: country_names(language), self._name_regions)
        self.show_settings()

    def set_narrow(self, narrow: bool) -> None:
        """Put what follows below the fields, or beside them."""
        across = QBoxLayout.Direction.LeftToRight
        self._row.setDirection(QBoxLayout.Direction.TopToBottom if narrow else across)

    def _follows(self) -> QWidget:
        follows = QWidget()
        column = QVBoxLayout(follows)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(_LABEL_GAP)
        column.addWidget(label(_("Units that follow from it"), "small", "text_muted", MEDIUM))
        line = QHBoxLayout()
        line.addStrut(theme().tokens.heights["control"])
        line.setSpacing(8)
        line.addWidget(self._chips, 1, Qt.AlignmentFlag.AlignVCenter)
        line.addWidget(self.change_button)
        column.addLayout(line)
        return follows

    def _name_regions(self, names: tuple[tuple[str, str], ...]) -> None:
        for code, name in names:
            self.region.addItem(name, code)
        self.show_settings()
        self.told.emit()

    def show_settings(self) -> None:
        """Show what is set, and an example of everything that follows from it."""
        prefs, settings = self._desk.preferences, self._chosen.over(self._desk.settings)
        self.name.follow(str(settings.get("name") or ""))
        self.region.setCurrentIndex(max(0, self.region.findData(settings.get("region"))))
        shown = Shown(prefs, self._desk.today(), self._desk.months)
        units = [code for each in _PURPOSES if (code := prefs.unit_for(each))]
        examples = (
            *(shown.symbol(code) for code in units),
            shown.currency(prefs.currency),
            shown.day(self._desk.today()),
            shown.number(_EXAMPLE),
        )
        if examples == self.examples:
            return
        self.examples = examples
        self._flow.clear()
        for words in examples:
            chip = Chip(words, ChipKind.OUTLINE)
            self._flow.addWidget(chip)
            chip.show()
        self._chips.updateGeometry()

    @property
    def said(self) -> str:
        """The person in a few words: "Jonas, Germany, km and l"."""
        settings, examples = self._desk.settings, self.examples
        named = self.region.currentData() is not None and settings.get("region")
        known = self.region.currentText() if named else ""
        units = _("{distance} and {volume}").format(distance=examples[0], volume=examples[1])
        return ", ".join(part for part in (self.name.text(), known, units) if part)

    def keep_name(self) -> None:
        """Keep the name as it is typed now."""
        self._on_name()

    def _on_name(self) -> None:
        self._keep("name", self.name.text() or None)

    def _on_region(self) -> None:
        self._keep("region", self.region.currentData())

    def _keep(self, name: str, value: object) -> None:
        self._chosen.keep(name, value, {name: value})
