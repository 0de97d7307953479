"""The popovers of the plan's board: a card's details with its checklist, and how work was done."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from client.operations.plan_board import PlanBoard, PlanCard, move_plan_item, tick_points
from client.operations.upkeep import finish_plan_item
from client.store import Changes, Store
from client.ui.desk import Desk
from client.ui.text import _
from client.ui.theme import SEMIBOLD
from client.ui.vehicles.ask_popover import AskPopover
from client.ui.vehicles.plan_shown import card_words
from client.ui.vehicles.shown import Shown
from client.ui.widgets.buttons import SecondaryButton
from client.ui.widgets.labels import label
from client.ui.widgets.popover import Popover
from client.ui.widgets.segmented import Segment, SegmentedControl

_MOST_LIST = 320


class CardPopover(Popover):
    """A card with its whole notes and its checklist, each point a box to tick."""

    edit_wanted = Signal(str)

    def __init__(self, desk: Desk, opener: QWidget, card: PlanCard, shown: Shown) -> None:
        super().__init__(opener, card.item.title)
        self._desk, self._card = desk, card
        words = card_words(card, shown)
        self.body.addWidget(label(card.item.title, weight=SEMIBOLD, wrap=True))
        facts = [words.state, *(part.words for part in words.foot)]
        self.body.addWidget(label(" · ".join(facts), "small", "text_muted", wrap=True))
        if card.item.notes:
            self.body.addWidget(label(card.item.notes, wrap=True))
        self.boxes: list[QCheckBox] = []
        if card.points:
            self.body.addWidget(self._make_list(card))
        self._ticked = label(words.checked, "small", "text_muted")
        edit = SecondaryButton(_("Edit"), "pencil")
        edit.clicked.connect(self._on_edit)
        self.edit_button = edit
        row = QHBoxLayout()
        row.addWidget(self._ticked)
        row.addStretch(1)
        row.addWidget(edit)
        self.body.addLayout(row)

    @property
    def first(self) -> QWidget:
        """What has the keyboard first: the first point that is open."""
        return next((box for box in self.boxes if not box.isChecked()), self.edit_button)

    def _make_list(self, card: PlanCard) -> QWidget:
        points = QWidget()
        points.setProperty("plain", True)
        column = QVBoxLayout(points)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for point in card.points:
            box = QCheckBox(point.title.replace("&", "&&"))
            box.setChecked(point.state != "open")
            box.setMinimumHeight(28)
            box.toggled.connect(functools.partial(self.tick, point.id))
            self.boxes.append(box)
            column.addWidget(box)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFixedHeight(min(28 * len(card.points) + 2, _MOST_LIST))
        scroll.setWidget(points)
        return scroll

    def tick(self, point: str, on: bool) -> None:
        """Set a point of the checklist."""
        ticked = sum(box.isChecked() for box in self.boxes)
        self._ticked.setText(_("{ticked} of {count}").format(ticked=ticked, count=len(self.boxes)))

        def work(store: Store) -> Changes:
            return tick_points(store, [point], "ok" if on else "open")

        self._desk.operate(self, work)

    def _on_edit(self) -> None:
        self.close_popover()
        self.edit_wanted.emit(self._card.id)


class DonePopover(AskPopover):
    """Asks when, at what odometer and for how much a card was done, and what it becomes.

    ``given_up`` says that it was closed with nothing kept.
    """

    given_up = Signal()

    def __init__(
        self,
        desk: Desk,
        opener: QWidget,
        board: PlanBoard,
        card: PlanCard,
        before: str,
        shown: Shown,
    ) -> None:
        title = _("Done: {what}").format(what=card.item.title)
        super().__init__(desk, opener, board.vehicle, title, shown)
        self._card, self._above, self._kept = card, before, False
        self.becomes = SegmentedControl(
            [
                Segment("service", _("Service")),
                Segment("repair", _("Repair")),
                Segment("upgrade", _("Upgrade")),
            ],
            _("What it becomes"),
            card.item.becomes or "service",
        )
        self.body.addWidget(self.becomes)
        self.side_by_side(self.ask_day(), self.ask_odometer())
        if board.odometer is not None:
            last = _("last {reading}").format(reading=shown.way(board.odometer.si))
            self.fields["odometer"].line.setPlaceholderText(last)
        estimate = card.item.estimate
        text = shown.money(estimate) if estimate else ""
        self.side_by_side(
            self.ask("total", "service", "total", text=text),
            self.ask("supplier", "service", "supplier"),
        )
        self.close_with(_("Write it down"), _("Just move"), self.just_move)
        self.closed.connect(self._on_closed)

    def work(self) -> Callable[[Store], Changes]:
        found = self.values()
        done, item, before = self.day(found), self._card.item, self._above
        becomes, odometer = self.becomes.current, found["odometer"]
        values: Mapping[str, Any] = {
            name: found[name] for name in ("total", "supplier") if found[name]
        }

        def finish(store: Store) -> Changes:
            return finish_plan_item(
                store, item.id, done, values, odometer=odometer, becomes=becomes, before=before
            )

        self._kept = True
        return finish

    def just_move(self) -> None:
        """Move the card and write nothing else."""
        id_, before = self._card.id, self._above
        self._kept = True
        self.operate(lambda store: move_plan_item(store, id_, "done", before))

    def show_wrong(self, error: Exception) -> None:
        self._kept = False
        super().show_wrong(error)

    def _on_closed(self) -> None:
        if not self._kept:
            self.given_up.emit()
