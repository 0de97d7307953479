"""The plan as a list: the same cards in a table that can be sorted."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from client.operations.plan_board import COLUMNS, PlanCard
from client.ui.desk import Desk
from client.ui.text import _
from client.ui.vehicles.plan_shown import card_day, column_words, tag_words
from client.ui.vehicles.shown import Shown
from client.ui.vehicles.table_keeper import TableKeeper
from client.ui.vehicles.table_keyboard import put_in_place
from client.ui.widgets.card import Card
from client.ui.widgets.columns_popover import open_columns
from client.ui.widgets.rows_model import Column, RowsModel
from client.ui.widgets.rows_table import RowsTable

_PRIORITIES = ("high", "normal", "low")


class PlanList(QWidget):
    """``opened`` and ``delete_wanted`` carry a plan item's id."""

    opened = Signal(str)
    delete_wanted = Signal(str)
    table_made = Signal(object)
    """The table, whenever it is another."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._keeper = TableKeeper(desk, "plan", self)
        self._vehicle = ""
        self.table: RowsTable | None = None
        self._prefs = ""
        self._frame = Card(flush=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._frame, 1)

    def show_cards(self, cards: Sequence[PlanCard], shown: Shown, vehicle: str) -> None:
        """Show a vehicle's cards, written so."""
        if self.table is None or repr(shown) != self._prefs:
            self._make_table(shown)
        assert self.table is not None
        another, self._vehicle = vehicle != self._vehicle, vehicle
        self.table.rows.set_rows(cards)
        if another:
            self._keeper.come_back(vehicle)

    def leave(self) -> None:
        """Remember where one is in the list, before it shows another vehicle's or goes away."""
        self._keeper.leave(self._vehicle)

    def choose_columns(self, button: QWidget) -> None:
        """Open the popover of the columns below a button."""
        if self.table is not None:
            open_columns(self.table, button, self)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.leave()
        self._keeper.keep()

    def _make_table(self, shown: Shown) -> None:
        old, self._prefs = self.table, repr(shown)
        self.table = RowsTable(RowsModel[PlanCard](_columns(shown), _id_of), _("Plan"))
        self.table.opened.connect(self._on_opened)
        for keys, slot in (("E", self._on_edit), ("Del", self._on_delete)):
            shortcut = QShortcut(QKeySequence(keys), self.table)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)
        put_in_place(self._frame.body, self.table, old)
        self._keeper.adopt(self.table)
        self.table_made.emit(self.table)

    def select(self, id_: str) -> bool:
        """Select a card's row; says whether it is there."""
        return self.table is not None and self.table.select_id(id_)

    def selected(self) -> list[str]:
        """The ids of the cards selected."""
        return [card.id for card in self.table.selected_rows()] if self.table else []

    def _on_opened(self, card: PlanCard) -> None:
        self.opened.emit(card.id)

    def _on_edit(self) -> None:
        for id_ in self.selected()[:1]:
            self.opened.emit(id_)

    def _on_delete(self) -> None:
        for id_ in self.selected():
            self.delete_wanted.emit(id_)


def _id_of(card: PlanCard) -> str:
    return card.id


def _rank(priority: str) -> int:
    return _PRIORITIES.index(priority if priority in _PRIORITIES else "normal")


def _columns(shown: Shown) -> tuple[Column[PlanCard], ...]:
    titles = column_words()
    priorities = {"high": _("High"), "normal": _("Normal"), "low": _("Low")}

    def tags(card: PlanCard) -> str:
        return ", ".join(tag_words(tag) for tag in sorted(card.item.tags))

    def points(card: PlanCard) -> str:
        if not card.points:
            return ""
        return _("{ticked} of {count}").format(ticked=card.ticked, count=len(card.points))

    def share(card: PlanCard) -> float | None:
        return card.ticked / len(card.points) if card.points else None

    def cost(card: PlanCard) -> str:
        return shown.money(card.cost) if card.cost else ""

    def amount(card: PlanCard) -> Decimal | None:
        return Decimal(card.cost.amount) if card.cost else None

    def day(card: PlanCard) -> str:
        when, estimate = card_day(card)
        if when is None:
            return ""
        return f"~{shown.day(when)}" if estimate else shown.day(when)

    return (
        Column("title", _("What to do"), lambda card: card.item.title,
               lambda card: card.item.title.casefold(), width=220, stretch=True, bold=True),
        Column("state", _("Column"), lambda card: titles[card.state],
               lambda card: COLUMNS.index(card.state), width=96),
        Column("tags", _("Tags"), tags, tags, width=160, muted=True),
        Column("priority", _("Priority"), lambda card: priorities.get(card.item.priority, ""),
               lambda card: _rank(card.item.priority), width=88),
        Column("points", _("Checklist"), points, share, number=True, width=96),
        Column("cost", _("Cost"), cost, amount, number=True, width=112, measured=True),
        Column("day", _("Date"), day, lambda card: card_day(card)[0], number=True, width=112,
               holds=tuple(f"~{each}" for each in shown.days())),
        Column("assignee", "", lambda card: "", lambda card: card.item.assignee.casefold() or None,
               width=44, avatar=lambda card: card.item.assignee, name=_("Who does it")),
    )  # fmt: skip
