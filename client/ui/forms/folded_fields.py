"""Fields behind "More fields" in a form that has its own layout; those with a value are shown."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal

from client.operations.form_material import Material
from client.ui.forms.entry import Entry, editor_for
from client.ui.forms.layouts import Fields
from client.ui.forms.offering import offer_known
from client.ui.forms.own_fields import OwnFields
from client.ui.forms.written import Habits
from client.ui.text import _
from client.ui.vehicles.form_dialog import FormDialog
from client.ui.widgets.buttons import LinkButton
from garage.records import Kind, Record


class FoldedFields(QObject):
    """Puts them into a form, and own fields below them. ``left`` says that one was left."""

    left = Signal()

    def __init__(
        self,
        form: FormDialog,
        kind: Kind,
        fields: Fields,
        record: Record | None,
        habits: Habits,
        shown: Sequence[str] = (),
    ) -> None:
        super().__init__(form)
        self._form, self._kind, self._fields = form, kind, fields
        self._record, self._habits = record, habits
        self._material = Material()
        self.entries: dict[str, Entry] = {}
        first = [each for each in fields if each[0] in shown or self._value(each[0])]
        form.begin_fields()
        self._put(first)
        self.own = OwnFields(kind.name, habits)
        self.own.left.connect(self.left)
        form.put_below(self.own)
        self.link = LinkButton(_("More fields"))
        self.link.clicked.connect(self.unfold)
        form.put_links(self.link, self.own.link)
        form.buttons_last()

    def _value(self, name: str) -> Any:
        return getattr(self._record, name) if self._record is not None else None

    def _put(self, fields: Sequence[tuple[str, int]]) -> None:
        for name, span in fields:
            spec = self._kind.field(name)
            entry = Entry(spec, editor_for(spec, self._habits))
            entry.show_value(self._value(name))
            entry.left.connect(self.left)
            self.entries[name] = entry
            self._form.put(name, entry, span)
            offer_known(entry, self._material)
        self._form.grid.setVisible(bool(fields))

    def unfold(self) -> None:
        """Show all of them."""
        self.link.hide()
        hidden = [each for each in self._fields if each[0] not in self.entries]
        if hidden:
            self._form.begin_fields()
            self._put(hidden)
            self._form.links_last(self.own)
            self.own.follow(self.entries[hidden[-1][0]])
            self._form.buttons_last()
            self.entries[hidden[0][0]].setFocus(Qt.FocusReason.TabFocusReason)

    def take(self, material: Material) -> None:
        """Show the own fields that there are, and offer tags and people that are known."""
        self._material = material
        for entry in self.entries.values():
            offer_known(entry, material)
        custom = self._record.custom if self._record is not None else {}
        self.own.show_fields(material.own_fields, custom)
        self._form.buttons_last()

    @property
    def is_changed(self) -> bool:
        """Whether anything was typed in them."""
        return self.own.is_changed or any(entry.is_changed for entry in self.entries.values())

    def check(self) -> bool:
        """Whether all can be kept; says at each what is wrong, and goes to the first."""
        wrong = [entry for entry in self.entries.values() if not entry.check()]
        own = self.own.check()
        if wrong:
            wrong[0].setFocus()
        elif not own:
            self.own.focus_wrong()
        return not wrong and own

    def values(self) -> dict[str, Any]:
        """What was changed, None for what was emptied; raises ValueRefused."""
        found = {name: e.value() for name, e in self.entries.items() if e.is_changed}
        if self.own.is_changed:
            found["custom"] = self.own.values()
        return found
