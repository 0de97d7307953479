"""The popover that puts a plan item off to another day."""

from __future__ import annotations

import functools
from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QHBoxLayout, QWidget

from client.operations.records import edit
from client.store import Changes, Store
from client.ui.desk import Desk
from client.ui.text import _
from client.ui.vehicles.ask_popover import AskPopover
from client.ui.vehicles.shown import Shown
from client.ui.widgets.buttons import SecondaryButton
from garage.calendar.zones import day_after
from garage.records import PlanItem, Vehicle


class PutOffPopover(AskPopover):
    """The day stands there put off by a week at first."""

    def __init__(
        self, desk: Desk, opener: QWidget, vehicle: Vehicle, item: PlanItem, shown: Shown
    ) -> None:
        title = _("Put off: {what}").format(what=item.title)
        super().__init__(desk, opener, vehicle, title, shown)
        self._item = item
        self._from = max(item.due or shown.today, shown.today)
        row = QHBoxLayout()
        row.setSpacing(8)
        for words, days in ((_("+1 week"), 7), (_("+1 month"), 30), (_("+3 months"), 90)):
            button = SecondaryButton(words, small=True)
            button.clicked.connect(functools.partial(self.put_off, days))
            row.addWidget(button)
        row.addStretch(1)
        self.body.addLayout(row)
        self.side_by_side(self.ask("due", "plan_item", "due", _("To the day")))
        self.put_off(7)
        self.close_with(_("Put off"))

    def put_off(self, days: int) -> None:
        """Write a day so many days after the one that was planned, or after today."""
        self.fields["due"].set_text(self.shown.day(day_after(self._from, days)))

    def work(self) -> Callable[[Store], Changes]:
        due: date | None = self.values()["due"]
        id_ = self._item.id
        return lambda store: edit(store, id_, {"due": due})
