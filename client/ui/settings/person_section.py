"""Settings: your name and your garage's."""

from __future__ import annotations

from functools import partial

from client.operations.settings import name_garage
from client.store import Reader, Store
from client.ui.desk import Desk
from client.ui.settings.section import SettingsSection, card_of, fields_of
from client.ui.text import _
from client.ui.widgets.form_field import FormField
from client.ui.widgets.labels import label


class PersonSection(SettingsSection):
    """Both are shown at the top of the sidebar."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._garage = ""
        self.name = FormField(_("Your name"))
        self.garage = FormField(_("Name of the garage"))
        self.name.finished.connect(self._on_name)
        self.garage.finished.connect(self._on_garage)
        desk.closing.connect(self._keep_typed)
        note = label(
            _("Your name stands beside what you do in the history. What others see of you is the "
              "name of your account."),
            "small", "text_muted", wrap=True,
        )  # fmt: skip
        self.add(card_of(_("You and your garage"), fields_of(self.name, self.garage), note))

    def refresh(self) -> None:
        self.name.follow(str(self.said.get("name") or ""))

        def garage(reader: Reader) -> str:
            return reader.home()[1]

        self.desk.read(self, garage, self._on_read)

    def _on_read(self, name: str) -> None:
        self._garage = name
        self.garage.follow(name)

    def _keep_typed(self) -> None:
        """Keep what was typed, where the window goes while one is still in the line."""
        if self.name.line.isModified():
            self._on_name()
        if self.garage.line.isModified():
            self._on_garage()

    def _on_name(self) -> None:
        self.keep("name", self.name.text() or None)

    def _on_garage(self) -> None:
        typed, before = self.garage.text(), self._garage
        if typed == before:
            return
        self._garage = typed

        def rename(store: Store) -> str:
            name_garage(store, typed)
            return typed

        self.desk.run(self, rename, self._on_renamed, partial(self._on_refused, before))

    def _on_refused(self, before: str, error: Exception) -> None:
        self._garage = before
        self.desk.failed.emit(error)

    def _on_renamed(self, name: str) -> None:
        self.desk.settings_changed.emit()
