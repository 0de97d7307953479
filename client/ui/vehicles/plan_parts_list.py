"""The parts of a card in its popover: what is there of each, one more, one less."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QAccessible, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from client.operations.plan_board import PlanCard
from client.operations.plan_parts import (
    PlannedPart,
    add_plan_part,
    part_names,
    planned_parts,
)
from client.operations.records import delete
from client.store import Changes, Reader, Store
from client.ui.desk import Desk
from client.ui.forms.completions import Completions
from client.ui.text import _
from client.ui.vehicles.card_drafts import CardDrafts
from client.ui.vehicles.form_dialog import sentence
from client.ui.vehicles.plan_shown import stock_words
from client.ui.vehicles.point_box import LONGEST
from client.ui.vehicles.shown import Shown
from client.ui.widgets.buttons import QuietButton
from client.ui.widgets.drafts import Draft, Drafts
from client.ui.widgets.labels import label
from client.ui.widgets.line_edit import LineEdit
from client.ui.widgets.painting import draw_text, repaint_on_theme
from client.ui.widgets.scroll_area import ScrollArea
from client.ui.widgets.tips import plain_tip
from garage.units import Quantity

_ROW = 28


class _Name(QWidget):
    """What a part is called, in one line: its end is left out where there is no room."""

    accessible_role = QAccessible.Role.StaticText

    def __init__(self, words: str) -> None:
        super().__init__()
        self._words = words
        self.setAccessibleName(words)
        self.setToolTip(plain_tip(words))
        repaint_on_theme(self)

    def paintEvent(self, event: QPaintEvent) -> None:
        draw_text(QPainter(self), QRectF(self.rect()), self._words)


class PlanPartsList(QWidget):
    """Rows of a card's parts over a line for another; what is done keeps those of its work."""

    failed = Signal(Exception)

    def __init__(
        self,
        desk: Desk,
        card: PlanCard,
        shown: Shown,
        most: int,
        complain: Callable[[str], None],
        begun: CardDrafts,
    ) -> None:
        """`most` is how high its rows may stand; what is beyond is scrolled to."""
        super().__init__()
        self._complain, self._begun = complain, begun
        self._most = most
        self._desk, self._card, self._shown = desk, card, shown
        ground = QWidget()
        self._rows = QVBoxLayout(ground)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(0)
        self._roll = ScrollArea(ground)
        self._roll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.remove_buttons: list[QuietButton] = []
        self.new_part = LineEdit()
        self.new_part.setPlaceholderText(_("Add a part, as “2 × gasket”"))
        self.new_part.setAccessibleName(_("Add a part"))
        self.new_part.setMaxLength(LONGEST)
        self.new_part.returnPressed.connect(self.add_part)
        self._completions = Completions(self.new_part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._roll)
        column.addWidget(self.new_part)
        # Shown before it has a parent, a line would be a window of its own and take the keyboard.
        self.new_part.setVisible(not card.item.became)
        self.new_part.setText(begun.take(card.id, "part"))
        self._drafts = Drafts((self.new_part,), complain)
        self.show_parts(card.parts)
        if not card.item.became:
            vehicle = card.item.vehicle
            names = functools.partial(part_names, vehicle=vehicle)
            desk.read(self, names, self._completions.set_texts, key="names")

    def show_parts(self, parts: Sequence[PlannedPart]) -> None:
        """Show these."""
        while (item := self._rows.takeAt(0)) is not None:
            if (row := item.widget()) is not None:
                row.hide()
                row.deleteLater()
        self.remove_buttons = []
        for part in parts:
            self._rows.addWidget(self._row(part))
        self._roll.setVisible(bool(parts))
        self._roll.setFixedHeight(min(_ROW * len(parts) + 2, self._most))

    def _row(self, part: PlannedPart) -> QWidget:
        row = QWidget()
        row.setFixedHeight(_ROW)
        across = QHBoxLayout(row)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(8)
        across.addWidget(_Name(self._called(part)), 1)
        there = part.at_hand
        if there.there is not None:
            words, role = _("in stock"), "text_muted"
            if not there.complete:
                words = stock_words(there) if there.there else _("not in stock")
                role = "warn"
            across.addWidget(label(words, "small", role))
        if part.line.work == self._card.id:
            remove = QuietButton(
                "", "x", name=_("Remove {part}").format(part=part.line.title), small=True
            )
            remove.clicked.connect(functools.partial(self.remove, part.line.id))
            self.remove_buttons.append(remove)
            across.addWidget(remove)
        return row

    def _called(self, part: PlannedPart) -> str:
        quantity = part.line.quantity
        if quantity is None or quantity == Quantity("1", ""):
            return part.line.title
        if quantity.unit:
            return f"{self._shown.quantity(quantity)} {part.line.title}"
        return f"{self._shown.number(quantity.decimal)} × {part.line.title}"

    # ------------------------------------------------------------------ one more, one less

    def add_part(self) -> None:
        """Add what was typed, once; the next is typed meanwhile."""
        text, item = self.new_part.text().strip(), self._card.id
        if text:
            self._complain("")
            taken = self._drafts.take()
            # The answer is for the desk: this may be closed before it comes.
            self._desk.operate(
                self._desk, lambda store: add_plan_part(store, item, text),
                functools.partial(self._on_added, taken),
                functools.partial(self._on_not_added, taken),
            )  # fmt: skip

    def remove(self, line: str) -> None:
        """Put a part in the trash."""

        def work(store: Store) -> Changes:
            return delete(store, [line])

        self._desk.operate(self, work, self._on_removed, self.failed.emit)

    def hold_line(self) -> None:
        """Hold what is begun in the line, for the next time the card is open."""
        self._begun.hold(self._card.id, "part", self.new_part.text())

    def _on_not_added(self, taken: Draft, error: Exception) -> None:
        if isValid(self):
            self._drafts.refused(taken, sentence(error))
            self.failed.emit(error)
        else:
            self._begun.hold(self._card.id, "part", *taken.texts)
            self._desk.failed.emit(error)

    def _on_added(self, taken: Draft, _changes: Changes) -> None:
        if isValid(self):
            self._drafts.kept(taken)
            self._read_again()

    def _on_removed(self, _changes: Changes) -> None:
        # Somebody may be typing elsewhere by now.
        here = self.window().focusWidget()
        if here is None or self._roll.isAncestorOf(here):
            self.new_part.setFocus()
        self._read_again()

    def _read_again(self) -> None:
        item = self._card.item

        def parts(reader: Reader) -> Sequence[PlannedPart]:
            return planned_parts(reader, item.vehicle, [item]).get(item.id, ())

        self._desk.read(self, parts, self._on_read, key="parts")

    def _on_read(self, parts: Sequence[PlannedPart]) -> None:
        self.show_parts(parts)
        self._roll.ensureVisible(0, _ROW * len(parts))
