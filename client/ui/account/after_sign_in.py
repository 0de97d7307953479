"""After the first sync of a new sign-in: vehicles that are here twice are offered for joining."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from client.operations.joining import Double, doubles, join_vehicles
from client.store import Changes, Store
from client.ui.desk import Desk
from client.ui.text import _
from client.ui.theme import SEMIBOLD
from client.ui.widgets.buttons import PrimaryButton, SecondaryButton
from client.ui.widgets.check_box import CheckBox
from client.ui.widgets.labels import label


class AfterSignIn(QObject):
    """Waits until all has come once, then asks, if there is anything to ask."""

    def __init__(self, desk: Desk, window: QWidget) -> None:
        super().__init__(window)
        self._desk, self._window = desk, window
        desk.sync.state_changed.connect(self._on_state)

    def _on_state(self) -> None:
        state = self._desk.sync.state
        if state is not None and state.phase == "synced" and state.last_sync:
            self._desk.sync.state_changed.disconnect(self._on_state)
            self._desk.read(self, doubles, self._on_doubles)

    def _on_doubles(self, found: list[Double]) -> None:
        if found:
            JoinVehicles(self._desk, found, self._window).open()
        self.deleteLater()


class JoinVehicles(QDialog):
    """Each pair has a box; what is joined becomes one vehicle with the records of both."""

    def __init__(self, desk: Desk, found: list[Double], parent: QWidget) -> None:
        super().__init__(parent.window())
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk = desk
        self.setWindowTitle(_("Vehicles that are here twice"))
        self.setMinimumWidth(520)
        self.boxes: list[tuple[CheckBox, Double]] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(
            label(_("Vehicles that are here twice"), "heading", weight=SEMIBOLD, wrap=True)
        )
        words = _("They look like one vehicle: joined, it has the records of both. Each can be "
                  "undone.")  # fmt: skip
        column.addWidget(label(words, role="text_muted", wrap=True))
        for double in found:
            box = CheckBox(_words(double))
            box.setChecked(True)
            self.boxes.append((box, double))
            column.addWidget(box)
        self.join = PrimaryButton(_("Join them"))
        self.join.clicked.connect(self._on_join)
        leave = SecondaryButton(_("Leave them apart"))
        leave.clicked.connect(self.reject)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        row.addWidget(leave)
        row.addWidget(self.join)
        column.addLayout(row)
        self.join.setFocus()

    def _on_join(self) -> None:
        for box, double in self.boxes:
            if box.isChecked():
                self._desk.operate(self._desk, _Joining(double))
        self.accept()


class _Joining:
    """The operation that joins one pair."""

    def __init__(self, double: Double) -> None:
        self._double = double

    def __call__(self, store: Store) -> Changes:
        return join_vehicles(store, self._double.keep.id, self._double.other.id)


def _words(double: Double) -> str:
    said = double.keep.vin if double.by == "vin" else double.keep.plate
    if double.by == "vin":
        words = _("{one} and {other}, both with the VIN {said}")
    else:
        words = _("{one} and {other}, both with the plate {said}")
    return words.format(one=double.keep.name, other=double.other.name, said=said)
