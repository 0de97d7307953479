"""The garage's line of filters: words or a filter as typed, status, energy and group."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from client.operations.narrowing import is_language
from client.ui.text import _
from client.ui.theme import set_styled
from client.ui.vehicles.garage_filter import NO_GROUP, Filter, status_words
from client.ui.widgets.buttons import QuietButton
from client.ui.widgets.choice_box import ChoiceBox
from client.ui.widgets.form_field import UnitEdit
from client.ui.widgets.labels import Remark
from client.ui.widgets.search_marks import mark_as_search
from garage.records import ENERGIES, VehicleGroup

PAUSE_MILLISECONDS = 250
_NARROW = 760


class FilterLine(QWidget):
    """``filtered`` carries another Filter; ``left`` says that Esc closed the line."""

    filtered = Signal(object)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.field = UnitEdit()
        self.field.setMaxLength(2_000)
        mark_as_search(self.field)
        self.field.setPlaceholderText(_("Name, plate, tag … or odometer > 100000 km"))
        self.field.setAccessibleName(_("Filter vehicles"))
        self.field.textEdited.connect(self._on_typed)
        self.field.textChanged.connect(self._on_cleared)
        self.field.returnPressed.connect(self._tell)
        self.status, self.energy = ChoiceBox(_("Status")), ChoiceBox(_("Energy"))
        self.group = ChoiceBox(_("Group"))
        for key, words in status_words().items():
            self.status.addItem(words, key)
        self.reset_button = QuietButton(_("Reset"), "x")
        self.reset_button.clicked.connect(self.reset)
        self.wrong = Remark()
        choices = QHBoxLayout()
        choices.setSpacing(8)
        for box in (self.status, self.energy, self.group):
            box.activated.connect(self._tell)
            choices.addWidget(box)
        choices.addWidget(self.reset_button)
        choices.addStretch(0)
        row = self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        row.setSpacing(8)
        row.addWidget(self.field, 1)
        row.addLayout(choices)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(row)
        column.addWidget(self.wrong)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MILLISECONDS)
        self._pause.timeout.connect(self._tell)
        self.show_choices((), ())

    @property
    def filter(self) -> Filter:
        """What is asked for."""
        return Filter(
            self.field.text().strip(),
            str(self.status.currentData()),
            str(self.energy.currentData() or ""),
            str(self.group.currentData() or ""),
        )

    def show_choices(self, energies: Sequence[str], groups: Sequence[VehicleGroup]) -> None:
        """Offer the energies and groups that there are; what was chosen stays if it can."""
        named = [(name, _(ENERGIES.get(name, name))) for name in energies]
        _fill(self.energy, _("All energies"), named)
        self.energy.setVisible(len(named) > 1)
        known = [(group.id, group.name) for group in groups]
        _fill(self.group, _("All groups"), [*known, (NO_GROUP, _("In no group"))])
        self.group.setVisible(bool(known))

    def show_wrong(self, sentence: str) -> None:
        """Say why a filter cannot be read; "" takes it back."""
        self.wrong.say(sentence)
        self.field.setAccessibleDescription(sentence)
        set_styled(self.field, "wrong", bool(sentence))

    def reset(self) -> None:
        """Ask for everything again."""
        self.field.clear()
        for box in (self.status, self.energy, self.group):
            box.setCurrentIndex(0)
        self._tell()

    def ask_for_all(self) -> None:
        """Ask for every vehicle, those that are sold too."""
        self.field.clear()
        self.energy.setCurrentIndex(0)
        self.group.setCurrentIndex(0)
        self.status.setCurrentIndex(self.status.findData("all"))
        self._tell()

    def _on_typed(self, text: str) -> None:
        # A filter is not complete before its last letter; words narrow down letter by letter.
        if is_language(text):
            self._pause.start()
        else:
            self._tell()

    def _on_cleared(self, text: str) -> None:
        # The button in the field clears it without "edited".
        if not text:
            self._tell()

    def _tell(self) -> None:
        self._pause.stop()
        self.show_wrong("")
        self.filtered.emit(self.filter)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow, across = self.width() < _NARROW, QBoxLayout.Direction.LeftToRight
        self._row.setDirection(QBoxLayout.Direction.TopToBottom if narrow else across)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.reset()
            self.left.emit()
        else:
            super().keyPressEvent(event)


def _fill(box: ChoiceBox, every: str, choices: Sequence[tuple[str, str]]) -> None:
    wanted = [(every, "")] + [(words, key) for key, words in choices]
    if [(box.itemText(at), box.itemData(at)) for at in range(box.count())] == wanted:
        return
    chosen = box.currentData()
    box.clear()
    for words, key in wanted:
        box.addItem(words, key)
    box.setCurrentIndex(max(box.findData(chosen), 0))
