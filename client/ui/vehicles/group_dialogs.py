"""Groups of vehicles in dialogs: a new one, and the list to rename and dissolve them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from client.operations.groups import add_group, dissolve
from client.operations.overtaken_here import count_undecided
from client.operations.records import edit
from client.store import Changes, Query, Reader, Store
from client.ui.desk import Desk
from client.ui.text import _, ngettext
from client.ui.theme import SEMIBOLD
from client.ui.vehicles.form_dialog import FormDialog, sentence
from client.ui.widgets.buttons import QuietButton, SecondaryButton
from client.ui.widgets.form_field import FormField
from client.ui.widgets.labels import label
from client.ui.widgets.tab_order import tab_through
from client.ui.widgets.tips import plain_tip
from garage.records import Vehicle, VehicleGroup

_Group = tuple[VehicleGroup, int, int]
"""A group, how many vehicles it has, and how many of its values lost to edits elsewhere."""


class GroupForm(FormDialog):
    """The name of a new group, which these vehicles are put into."""

    def __init__(self, desk: Desk, parent: QWidget, vehicles: Sequence[str] = ()) -> None:
        super().__init__(_("New group"), _("Make group"), parent)
        self._desk, self._vehicles = desk, tuple(vehicles)
        self.put("name", FormField(_("Name")), 12)
        self.fields["name"].setFocus()

    def is_changed(self) -> bool:
        return bool(self.fields["name"].text())

    def save(self) -> None:
        self.clear_wrong()
        name, vehicles = self.fields["name"].text(), self._vehicles
        if not name:
            self.fields["name"].set_error(_("Give the group a name, as “Classics”."))
            return

        def make(store: Store) -> Changes:
            return add_group(store, name, vehicles)

        self.save_button.setEnabled(False)
        self._desk.operate(self, make, self._on_made, self.show_wrong)

    def _on_made(self, changes: Changes) -> None:
        if isValid(self):
            self.accept()


class GroupList(QDialog):
    """All groups: a name is kept when it is left; dissolving one leaves its vehicles alone."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent.window())
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Groups"))
        self.setMinimumWidth(440)
        self._desk = desk
        self.rows: list[_GroupRow] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(label(_("Groups"), "heading", weight=SEMIBOLD))
        self._list = QVBoxLayout()
        self._list.setSpacing(8)
        column.addLayout(self._list)
        self._none = label(
            _("There is no group yet. A group holds vehicles together, as “Classics” or “Work”."),
            role="text_muted", wrap=True,
        )  # fmt: skip
        column.addWidget(self._none)
        column.addStretch(1)
        foot = QHBoxLayout()
        new = SecondaryButton(_("New group"), "plus")
        new.clicked.connect(self._on_new)
        close = SecondaryButton(_("Close"))
        close.clicked.connect(self.accept)
        self._foot = (new, close)
        foot.addWidget(new)
        foot.addStretch(1)
        foot.addWidget(close)
        column.addLayout(foot)
        desk.changed.connect(self._on_changed)
        desk.settings_changed.connect(self._read)
        self._read()

    def _read(self) -> None:
        self._desk.read(self, _groups_with_counts, self._show)

    def _on_changed(self, changes: Changes) -> None:
        if changes.concerns("vehicle_group", "vehicle"):
            self._read()

    def _show(self, groups: list[_Group]) -> None:
        """Show the groups; a row stays, and with it a name that is being typed in it."""
        before = {row.group.id: row for row in self.rows}
        self.rows = []
        for place, (group, count, lost) in enumerate(groups):
            row = before.pop(group.id, None) or _GroupRow(self._desk, group)
            row.show_group(group, count, overtaken=lost > 0)
            if self._list.indexOf(row) != place:
                self._list.insertWidget(place, row)
            self.rows.append(row)
        for row in before.values():
            self._list.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._none.setVisible(not groups)
        # A row that moved or came stays where it was in Tab's order.
        stops = [stop for row in self.rows for stop in row.stops]
        tab_through([*stops, *self._foot])
        self.adjustSize()

    def _on_new(self) -> None:
        GroupForm(self._desk, self).open()


class _GroupRow(QWidget):
    """A group's name to change, how many vehicles it has, and the way to dissolve it."""

    def __init__(self, desk: Desk, group: VehicleGroup) -> None:
        super().__init__()
        self._desk, self.group = desk, group
        self._wanted = group.name
        """The name that was asked for last, or else is."""
        self.name = FormField(_("Name"))
        self.name.set_text(group.name)
        self.name.finished.connect(self._on_finished)
        self.dissolve_button = QuietButton("", "trash-2")
        self.dissolve_button.clicked.connect(self._on_dissolve)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.name, 1)
        bottom = Qt.AlignmentFlag.AlignBottom
        self.mark = QuietButton("", "git-branch")
        self.mark.icon_role = "warn"
        self.mark.clicked.connect(self._on_mark)
        self.mark.hide()
        row.addWidget(self.mark, 0, bottom)
        self._count = label("", "small", "text_muted")
        self._count.setMinimumHeight(32)
        row.addWidget(self._count, 0, bottom)
        row.addWidget(self.dissolve_button, 0, bottom)

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """What Tab comes to, in order."""
        return self.name.line, self.mark, self.dissolve_button

    def show_group(self, group: VehicleGroup, count: int, *, overtaken: bool) -> None:
        """Show the group as it is now; what is typed, or on its way, stays."""
        if self._wanted in (self.group.name, group.name):
            if self.name.text() == self._wanted != group.name:
                self.name.set_text(group.name)
            self._wanted = group.name
        self.group = group
        words = ngettext("{n} vehicle", "{n} vehicles", count).format(n=count)
        self._count.setText(words)
        marked = _("A value of {name} was overtaken").format(name=group.name)
        self.mark.setAccessibleName(marked)
        self.mark.setToolTip(plain_tip(marked))
        self.mark.setVisible(overtaken)
        dissolving = _("Dissolve {group}").format(group=group.name)
        self.dissolve_button.setAccessibleName(dissolving)
        self.dissolve_button.setToolTip(plain_tip(dissolving))

    def _on_finished(self) -> None:
        name, group = self.name.text(), self.group
        if not name:
            self.name.set_text(self._wanted)
        elif name != self._wanted:
            self.name.set_error("")
            self._wanted = name

            def rename(store: Store) -> Changes:
                return edit(store, group.id, {"name": name})

            self._desk.operate(self, rename, None, self._on_refused)

    def _on_refused(self, error: Exception) -> None:
        self._wanted = self.group.name
        self.name.set_error(sentence(error))

    def _on_mark(self) -> None:
        # What histories are made of is not needed before.
        from client.ui.vehicles.record_history import open_history

        open_history(self._desk, self, self.group.id)

    def _on_dissolve(self) -> None:
        group = self.group.id

        def take_apart(store: Store) -> Changes:
            return dissolve(store, group)

        self._desk.operate(self, take_apart)


def _groups_with_counts(reader: Reader) -> list[_Group]:
    inside = [each.group for each in reader.all(Vehicle, Query(fields=("group",)))]
    groups = reader.all(VehicleGroup, Query(sort="name"))
    lost = count_undecided(reader, [each.id for each in groups])
    return [(each, inside.count(each.id), lost[each.id]) for each in groups]
