"""Settings: the fields that people made for themselves."""

from __future__ import annotations

import functools

from PySide6.QtWidgets import QHBoxLayout, QWidget

from client.operations.own_fields import own_fields, uses_of
from client.operations.records import delete
from client.store import Changes, Reader, Store
from client.ui.desk import Desk
from client.ui.settings.field_form import FieldForm, RenameForm, sorts
from client.ui.settings.section import SettingsSection
from client.ui.text import _, ngettext
from client.ui.theme import MEDIUM
from client.ui.vehicles.record_words import kind_words
from client.ui.widgets.buttons import QuietButton, SecondaryButton
from client.ui.widgets.card import Card
from client.ui.widgets.labels import label
from garage.records import CustomFieldDefinition


class FieldsSection(SettingsSection):
    """A field of one's own stands on all records of its kind."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.rows: dict[str, QWidget] = {}
        self.make = SecondaryButton(_("Add a field"), "plus", small=True)
        self.make.clicked.connect(self._on_add)
        self.card = Card(_("Own fields"), "", self.make)
        self.none = label(
            _("What Paddock has no field for, as a paint code or a key number, gets one here."),
            role="text_muted", wrap=True,
        )  # fmt: skip
        self.card.body.addWidget(self.none)
        self.add(self.card)
        desk.changed.connect(self._on_changed)

    def refresh(self) -> None:
        def fields(reader: Reader) -> list[tuple[CustomFieldDefinition, int]]:
            return [(one, uses_of(reader, one)) for one in own_fields(reader)]

        self.desk.read(self, fields, self._on_read)

    def _on_changed(self, changes: Changes) -> None:
        if changes.concerns("custom_field"):
            self.refresh()

    def _on_read(self, fields: list[tuple[CustomFieldDefinition, int]]) -> None:
        for row in self.rows.values():
            self.card.body.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = {one.id: self._row(one, uses) for one, uses in fields}
        for row in self.rows.values():
            self.card.body.addWidget(row)
        self.none.setVisible(not fields)

    def _row(self, one: CustomFieldDefinition, uses: int) -> QWidget:
        words = [kind_words(one.applies_to), sorts().get(one.sort, one.sort), one.unit]
        words.append(ngettext("{n} value", "{n} values", uses).format(n=uses))
        rename = QuietButton("", "pencil", name=_("Rename {field}").format(field=one.name))
        rename.clicked.connect(functools.partial(self._on_rename, one))
        remove = QuietButton("", "trash-2", name=_("Delete {field}").format(field=one.name))
        remove.clicked.connect(functools.partial(self._on_delete, one.id))
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(label(one.name, weight=MEDIUM))
        row.addWidget(label(" · ".join(filter(None, words)), "small", "text_muted"), 1)
        row.addWidget(rename)
        row.addWidget(remove)
        return box

    def _on_add(self) -> None:
        FieldForm(self.desk, self).open()

    def _on_rename(self, one: CustomFieldDefinition, *_clicked: bool) -> None:
        form = RenameForm(self.desk, self, one)
        form.open()
        # What histories are made of is not needed before.
        from client.ui.vehicles.overtaken_marks import mark_form

        mark_form(self.desk, form, one.id)

    def _on_delete(self, id_: str, *_clicked: bool) -> None:
        def remove(store: Store) -> Changes:
            return delete(store, [id_])

        self.desk.operate(self, remove)
