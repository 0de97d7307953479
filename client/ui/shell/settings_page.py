"""Settings: who you are, where you are, what is usual there, and how the window looks."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QScrollArea, QVBoxLayout, QWidget

from client.operations.settings import system_region
from client.ui.desk import Desk
from client.ui.routes import Route
from client.ui.shell.page import Page
from client.ui.text import _
from client.ui.widgets.card import Card
from client.ui.widgets.choice_box import ChoiceBox
from client.ui.widgets.form_field import FormField
from client.ui.widgets.labels import label
from garage.regions import FALLBACK, REGIONS, symbol

_WIDEST = 720
_LANGUAGES = {"en": "English"}


class SettingsPage(Page):
    """Each change is kept at once."""

    back = True

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.set_title(_("Settings"))
        self.name = FormField(_("Your name"))
        self.region, self.currency = ChoiceBox(), ChoiceBox()
        self.theme, self.language = ChoiceBox(), ChoiceBox()
        self._fill()
        content = QWidget()
        content.setProperty("plain", True)
        column = QVBoxLayout(content)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(16)
        for card in (self._person_card(), self._window_card()):
            card.setMaximumWidth(_WIDEST)
            column.addWidget(card)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(content)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll)
        self.name.finished.connect(self._on_name)
        for name in ("region", "currency", "theme", "language"):
            box: ChoiceBox = getattr(self, name)
            box.activated.connect(lambda _place, name=name: self._on_chosen(name))
        desk.settings_changed.connect(self.refresh)
        language = str(desk.settings.get("language") or "en")
        desk.read(self, lambda _reader: country_names(language), self._name_regions)

    def _fill(self) -> None:
        usual = _("As the system says ({region})").format(region=system_region())
        self.region.addItem(usual, None)
        self.currency.addItem(_("The region's"), None)
        for code in sorted({region.currency for region in REGIONS.values()}):
            self.currency.addItem(code, code)
        for code, words in (
            ("system", _("As the system")), ("light", _("Light")), ("dark", _("Dark")),
        ):  # fmt: skip
            self.theme.addItem(words, code)
        for code, words in _LANGUAGES.items():
            self.language.addItem(words, code)

    def _name_regions(self, names: dict[str, str]) -> None:
        for code, name in sorted(names.items(), key=lambda pair: pair[1]):
            self.region.addItem(name, code)
        self.refresh()

    def _person_card(self) -> Card:
        self.units = label("", "small", "text_muted", wrap=True)
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(12)
        grid.addWidget(self.name, 0, 0)
        grid.addWidget(FormField(_("Region"), self.region), 0, 1)
        grid.addWidget(FormField(_("Currency"), self.currency), 1, 0)
        grid.addWidget(self.units, 1, 1, Qt.AlignmentFlag.AlignBottom)
        card = Card(_("You and your units"))
        card.body.addLayout(grid)
        return card

    def _window_card(self) -> Card:
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.addWidget(FormField(_("Colours"), self.theme), 0, 0)
        grid.addWidget(FormField(_("Language"), self.language), 0, 1)
        card = Card(_("The window"))
        card.body.addLayout(grid)
        return card

    def show_route(self, route: Route) -> None:
        self.refresh()

    def refresh(self) -> None:
        settings, prefs = self._desk.settings, self._desk.preferences
        if not self.name.line.hasFocus():
            self.name.set_text(str(settings.get("name") or ""))
        for box, value in (
            (self.region, settings.get("region")),
            (self.currency, settings.get("currency")),
            (self.theme, settings.get("theme") or "system"),
            (self.language, settings.get("language") or "en"),
        ):
            box.setCurrentIndex(max(0, box.findData(value)))
        units = (prefs.unit_for(p) for p in ("distance", "volume", "economy", "pressure"))
        shown = ", ".join(symbol(unit, prefs) for unit in units if unit)
        self.units.setText(_("Units that follow: {units}").format(units=shown))

    def _on_name(self) -> None:
        typed = self.name.text()
        if typed != (self._desk.settings.get("name") or ""):
            self._desk.change_settings(self, {"name": typed or None})

    def _on_chosen(self, name: str) -> None:
        box: ChoiceBox = getattr(self, name)
        if box.currentData() != self._desk.settings.get(name):
            self._desk.change_settings(self, {name: box.currentData()})


def country_names(language: str) -> dict[str, str]:
    """The regions we know by code, named in a language (takes a moment the first time)."""
    from babel import Locale

    territories = Locale.parse(language).territories
    return {code: str(territories.get(code, code)) for code in REGIONS if code != FALLBACK}
