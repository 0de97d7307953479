"""Whose cards of the plan are shown, and those of which tag; kept over a restart."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QObject, Signal

from client.operations.plan_board import PlanBoard, PlanCard
from client.ui.desk import Desk
from client.ui.text import _
from client.ui.vehicles.plan_shown import tag_words
from client.ui.widgets.choice_box import ChoiceBox

SETTING = "plan_filter"
_WIDEST = 240


class PlanFilters(QObject):
    """The boxes beside each other; ``changed`` says that another choice was made in one."""

    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.people, self.tags = ChoiceBox(_("Who does it")), ChoiceBox(_("Tag"))
        self._boxes = {"person": self.people, "tag": self.tags}
        kept = desk.settings.get(SETTING)
        self._before: Mapping[str, object] = kept if isinstance(kept, dict) else {}
        """What was chosen before the restart, until there are cards to choose from."""
        for box in self._boxes.values():
            box.setMaximumWidth(_WIDEST)
            box.hide()
            box.activated.connect(self._on_chosen)

    def offer(self, board: PlanBoard) -> None:
        """Offer what the cards of a plan have."""
        self.people.offer(_("Anyone"), [(name, name) for name in board.people])
        self.tags.offer(_("All tags"), [(tag, tag_words(tag)) for tag in board.tags])
        for name, box in self._boxes.items():
            box.setVisible(box.count() > 1)
            if board.cards:
                box.setCurrentIndex(max(box.findData(self._before.get(name, box.currentData())), 0))
        if board.cards:
            self._before = {}

    @property
    def leaves_out(self) -> bool:
        """Whether not all cards are to be shown."""
        return any(box.currentData() for box in self._boxes.values())

    def of(self, cards: Iterable[PlanCard]) -> list[PlanCard]:
        """Those that are to be shown."""
        person, tag = str(self.people.currentData() or "").casefold(), self.tags.currentData()
        return [
            card
            for card in cards
            if (not tag or tag in card.item.tags)
            and (not person or card.item.assignee.casefold() == person)
        ]

    def clear(self) -> None:
        """Show all cards; what was chosen is kept for the next start."""
        for box in self._boxes.values():
            box.setCurrentIndex(0)

    def _on_chosen(self) -> None:
        self._desk.keep({SETTING: {n: box.currentData() for n, box in self._boxes.items()}})
        self.changed.emit()
