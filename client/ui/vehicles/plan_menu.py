"""The menu of a card of the plan: what can be done with it by whoever does not drag."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu

from client.ui.text import _
from client.ui.theme import icon
from client.ui.vehicles.plan_shown import column_words
from client.ui.widgets.tips import plain_tip

if TYPE_CHECKING:
    from client.operations.plan_board import PlanCard
    from client.ui.vehicles.plan_tab import PlanTab


def card_menu(tab: PlanTab, card: PlanCard) -> QMenu:
    """The menu; what may not be done is greyed out, and says who may."""
    id_, locked = card.id, tab.board.locked
    menu = QMenu(tab)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    parts: list[tuple[str, str, Callable[[str], None], str]] = [
        ("list-checks", _("Details"), tab.show_details, "Space"),
        ("pencil", _("Edit"), tab.open_card, "Return"),
        ("history", _("History"), tab.marks.open, "H"),
    ]
    for name, words, slot, keys in parts:
        action = menu.addAction(icon(name, "text"), words, functools.partial(slot, id_))
        action.setShortcut(keys)
    menu.addSeparator()
    for state, words in column_words().items():
        if state != card.state:
            there = _("Move to {column}").format(column=words)
            move = functools.partial(tab.board.move_to, id_, state)
            action = menu.addAction(icon("arrow-right", "text"), there, move)
            action.setEnabled(not locked)
            action.setToolTip(plain_tip(locked))
    menu.addSeparator()
    delete_it = functools.partial(tab.delete_card, id_)
    action = menu.addAction(icon("trash-2", "late"), _("Delete"), delete_it)
    action.setShortcut("Del")
    action.setEnabled(not locked)
    action.setToolTip(plain_tip(locked))
    menu.setToolTipsVisible(True)
    return menu
