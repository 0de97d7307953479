"""The popovers of the plan's board: a card's details with its checklist, and how work was done."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from client.operations.plan_board import (
    PlanBoard,
    PlanCard,
    add_point,
    move_plan_item,
    tick_points,
)
from client.operations.records import delete, edit
from client.operations.upkeep import finish_plan_item
from client.store import Changes, Store
from client.ui.desk import Desk
from client.ui.text import _
from client.ui.theme import SEMIBOLD
from client.ui.vehicles.ask_popover import AskPopover
from client.ui.vehicles.card_drafts import CardDrafts
from client.ui.vehicles.form_dialog import sentence
from client.ui.vehicles.plan_parts_list import PlanPartsList
from client.ui.vehicles.plan_shown import assignee_words, card_words
from client.ui.vehicles.point_box import LONGEST, PointBox
from client.ui.vehicles.shown import Shown
from client.ui.widgets.buttons import SecondaryButton
from client.ui.widgets.drafts import Draft, Drafts
from client.ui.widgets.labels import Remark, label
from client.ui.widgets.line_edit import LineEdit
from client.ui.widgets.popover import Popover
from client.ui.widgets.scroll_area import ScrollArea
from client.ui.widgets.segmented import Segment, SegmentedControl

_MOST_LIST, _MOST_PARTS = 320, 140
_BESIDE = 300
"""How high all else in the popover is: the window may be low."""
_ROW = 28


class CardPopover(Popover):
    """A card with its whole notes, its checklist, each point a box to tick, and its parts."""

    edit_wanted = Signal(str)

    def __init__(
        self, desk: Desk, opener: QWidget, card: PlanCard, shown: Shown, begun: CardDrafts
    ) -> None:
        """What was `begun` in its lines stands in them again, and is held when it closes."""
        super().__init__(opener, card.item.title)
        self._desk, self._card, self._begun = desk, card, begun
        words = card_words(card, shown)
        self.body.addWidget(label(card.item.title, weight=SEMIBOLD, wrap=True))
        facts = [words.state, *(part.spoken for part in words.foot)]
        facts += [assignee_words(words.assignee)] if words.assignee else []
        self.body.addWidget(label(" · ".join(facts), "small", "text_muted", wrap=True))
        if card.item.notes:
            self.body.addWidget(label(card.item.notes, wrap=True))
        room = max(opener.window().height() - _BESIDE, 4 * _ROW)
        self._most = min(_MOST_LIST, room * 2 // 3)
        self.boxes: list[PointBox] = []
        self._list = self._make_list(card)
        self.body.addWidget(self._list)
        self.new_point = LineEdit()
        self.new_point.setPlaceholderText(_("Add a point"))
        self.new_point.setAccessibleName(_("Add a point"))
        self.new_point.setMaxLength(LONGEST)
        self.new_point.returnPressed.connect(self.add_point)
        self.body.addWidget(self.new_point)
        self.wrong = Remark()
        most = min(_MOST_PARTS, room // 3)
        self.parts = PlanPartsList(desk, card, shown, most, self.wrong.say, begun)
        self.parts.failed.connect(self._complain)
        self.body.addWidget(self.parts)
        self.body.addWidget(self.wrong)
        self._drafts = Drafts((self.new_point,), self.wrong.say)
        self.new_point.setText(begun.take(card.id, "point"))
        self.closed.connect(self._hold_lines)
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
        return next((box for box in self.boxes if not box.isChecked()), self.new_point)

    def _make_list(self, card: PlanCard) -> ScrollArea:
        points = QWidget()
        self._column = QVBoxLayout(points)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        scroll = ScrollArea(points)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for point in card.points:
            self._add_box(point.id, point.title, on=point.state != "open")
        if not self.boxes:
            scroll.hide()
        scroll.setFixedHeight(self._list_height())
        return scroll

    def _list_height(self) -> int:
        return min(_ROW * len(self.boxes) + 2, self._most)

    def _add_box(self, point: str, title: str, *, on: bool = False) -> None:
        box = PointBox(point, title, on=on)
        box.setMinimumHeight(_ROW)
        box.toggled.connect(functools.partial(self.tick, point))
        box.renamed.connect(functools.partial(self.rename, box))
        box.gone.connect(functools.partial(self.remove, box))
        self.boxes.append(box)
        self._column.addWidget(box)

    def tick(self, point: str, on: bool) -> None:
        """Set a point of the checklist."""
        self._count()

        def work(store: Store) -> Changes:
            return tick_points(store, [point], "ok" if on else "open")

        failed = functools.partial(self._on_not_ticked, point, on)
        self._desk.operate(self, work, failed=failed)

    def rename(self, box: PointBox, title: str) -> None:
        """Give a point another name."""

        def work(store: Store) -> Changes:
            return edit(store, box.point, {"title": title})

        renamed = functools.partial(self._on_renamed, box, title)
        self._desk.operate(self, work, renamed, self._complain)

    def _on_renamed(self, box: PointBox, title: str, _changes: Changes) -> None:
        self.wrong.say("")
        box.set_title(title)
        box.end_renaming()

    def remove(self, box: PointBox) -> None:
        """Put a point in the trash."""

        def work(store: Store) -> Changes:
            return delete(store, [box.point])

        self._desk.operate(self, work, functools.partial(self._on_removed, box), self._complain)

    def _on_removed(self, box: PointBox, _changes: Changes) -> None:
        at = self.boxes.index(box)
        self.boxes.remove(box)
        others = self.boxes[at : at + 1] or self.boxes[-1:]
        # Somebody may be typing elsewhere by now.
        here = self.window().focusWidget()
        if here is None or here is self or self._list.isAncestorOf(here):
            (others[0] if others else self.new_point).setFocus()
        box.hide()
        box.deleteLater()
        self._list.setFixedHeight(self._list_height())
        self._list.setVisible(bool(self.boxes))
        self._count()

    def _on_not_ticked(self, point: str, on: bool, error: Exception) -> None:
        for box in self.boxes:
            if box.point == point:
                box.blockSignals(True)
                box.setChecked(not on)
                box.blockSignals(False)
        self._count()
        self._complain(error)

    def _complain(self, error: Exception) -> None:
        self.wrong.say(sentence(error))

    def _count(self) -> None:
        ticked = sum(box.isChecked() for box in self.boxes)
        self._ticked.setText(_("{ticked} of {count}").format(ticked=ticked, count=len(self.boxes)))

    def add_point(self) -> None:
        """Add what was typed to the checklist, once; the next is typed meanwhile."""
        title, item = self.new_point.text().strip(), self._card.id
        if title:
            self.wrong.say("")
            taken = self._drafts.take()
            # The answer is for the desk: this may be closed before it comes.
            self._desk.operate(
                self._desk, lambda store: add_point(store, item, title),
                functools.partial(self._on_added, taken),
                functools.partial(self._on_not_added, taken),
            )  # fmt: skip

    def _hold_lines(self) -> None:
        self._begun.hold(self._card.id, "point", self.new_point.text())
        self.parts.hold_line()

    def _on_not_added(self, taken: Draft, error: Exception) -> None:
        if isValid(self):
            self._drafts.refused(taken, sentence(error))
            self._complain(error)
        else:
            self._begun.hold(self._card.id, "point", *taken.texts)
            self._desk.failed.emit(error)

    def _on_added(self, taken: Draft, changes: Changes) -> None:
        if not isValid(self):
            return
        self._drafts.kept(taken)
        # Others may have got another place in the list with it, so the new one is looked for.
        known = {box.point for box in self.boxes}
        for point in sorted(changes.touched["checklist_item"] - known):
            self._add_box(point, changes.title)
        self._list.setFixedHeight(self._list_height())
        self._list.show()
        self._list.ensureVisible(0, _ROW * len(self.boxes))
        self._count()

    def _on_edit(self) -> None:
        self.close_popover()
        self.edit_wanted.emit(self._card.id)


class DonePopover(AskPopover):
    """Asks when, at what odometer and for how much a card was done, and what it becomes."""

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
        self._card, self._above = card, before
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

        return finish

    def just_move(self) -> None:
        """Move the card and write nothing else."""
        id_, before = self._card.id, self._above
        self.operate(lambda store: move_plan_item(store, id_, "done", before))
