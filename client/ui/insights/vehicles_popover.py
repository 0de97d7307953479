"""The popover in which one ticks the vehicles that the figures are of."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from client.ui.text import _
from client.ui.vehicles.form_dialog import check_box
from client.ui.widgets.popover import Popover
from client.ui.widgets.scroll_area import ScrollArea
from garage.records import Vehicle

_TALLEST = 320


class VehiclesPopover(Popover):
    """``chosen`` carries the ids ticked, at once; none where all are."""

    chosen = Signal(object)

    def __init__(
        self, parent: QWidget, vehicles: Sequence[Vehicle], picked: frozenset[str]
    ) -> None:
        super().__init__(parent, _("Which vehicles"))
        self.all = check_box(_("All vehicles"), on=not picked)
        self.all.clicked.connect(self._on_all)
        self.body.setSpacing(4)
        self.body.addWidget(self.all)
        self.boxes: dict[str, QCheckBox] = {}
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for vehicle in vehicles:
            # Qt would take an ampersand for a mark of the letter after it.
            words = " · ".join(part for part in (vehicle.name, vehicle.plate) if part)
            box = check_box(words.replace("&", "&&"), on=not picked or vehicle.id in picked)
            box.setAccessibleName(words)
            box.clicked.connect(self._on_box)
            column.addWidget(box)
            self.boxes[vehicle.id] = box
        scroll = ScrollArea(content)
        scroll.setFixedHeight(min(content.sizeHint().height() + 2, _TALLEST))
        self.body.addWidget(scroll)

    def _on_all(self) -> None:
        # Taken away, it leaves the first: figures of nothing say nothing.
        on = self.all.isChecked()
        for place, box in enumerate(self.boxes.values()):
            box.setChecked(on or place == 0)
        self._tell()

    def _on_box(self) -> None:
        sender = self.sender()
        if not any(box.isChecked() for box in self.boxes.values()):
            if isinstance(sender, QCheckBox):
                sender.setChecked(True)
            return
        self.all.setChecked(all(box.isChecked() for box in self.boxes.values()))
        self._tell()

    def _tell(self) -> None:
        picked = frozenset(id_ for id_, box in self.boxes.items() if box.isChecked())
        self.chosen.emit(frozenset() if len(picked) == len(self.boxes) else picked)
