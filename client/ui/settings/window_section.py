"""Settings: how the window looks, and which language it speaks."""

from __future__ import annotations

from client.ui.desk import Desk
from client.ui.settings.section import SettingsSection, card_of, choose, fields_of
from client.ui.text import _
from client.ui.widgets.choice_box import ChoiceBox
from client.ui.widgets.form_field import FormField

LANGUAGES = {"en": "English", "de": "Deutsch"}


class WindowSection(SettingsSection):
    """Colours and words change at once; the words by a window that takes the place of this one."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.theme, self.language = ChoiceBox(), ChoiceBox()
        for code, words in (
            ("system", _("As the system")), ("light", _("Light")), ("dark", _("Dark")),
        ):  # fmt: skip
            self.theme.addItem(words, code)
        self.language.addItem(_("As the system"), None)
        for code, words in LANGUAGES.items():
            self.language.addItem(words, code)
        fields = (FormField(_("Colours"), self.theme), FormField(_("Language"), self.language))
        self.add(card_of(_("Appearance and language"), fields_of(*fields)))
        self.theme.activated.connect(self._on_theme)
        self.language.activated.connect(self._on_language)

    def refresh(self) -> None:
        settings = self.said
        choose(self.theme, settings.get("theme") or "system")
        choose(self.language, settings.get("language"))

    def _on_theme(self) -> None:
        self.keep("theme", self.theme.currentData())

    def _on_language(self) -> None:
        self.keep("language", self.language.currentData())
