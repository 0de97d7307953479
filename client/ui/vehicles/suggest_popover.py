"""The popover of a new reminder: what is usual for the vehicle, one click each, or a blank form."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from client.operations.reminders import Reminders, Suggestion
from client.ui.text import _
from client.ui.theme import SEMIBOLD
from client.ui.vehicles.reminder_shown import interval_words, next_words
from client.ui.vehicles.shown import Shown
from client.ui.widgets.buttons import SecondaryButton
from client.ui.widgets.labels import label
from client.ui.widgets.list_row import Leading, ListRow
from client.ui.widgets.popover import Popover
from garage.records import Reminder

_MOST = 8


class SuggestPopover(Popover):
    """``picked`` carries a Suggestion; ``blank`` asks for the form."""

    picked = Signal(object)
    blank = Signal()

    def __init__(self, opener: QWidget, reminders: Reminders, shown: Shown) -> None:
        super().__init__(opener, _("New reminder"), 420)
        self._suggestions = reminders.suggestions[:_MOST]
        self.body.setSpacing(8)
        self.body.addWidget(label(_("New reminder"), weight=SEMIBOLD))
        self.rows: list[ListRow] = []
        rows = QVBoxLayout()
        rows.setSpacing(0)
        for place, suggestion in enumerate(self._suggestions):
            row = ListRow(rule=place + 1 < len(self._suggestions), inset=0)
            row.set_row(Leading(), *suggestion_words(suggestion, shown))
            row.setProperty("place", place)
            row.clicked.connect(self._on_row)
            self.rows.append(row)
            rows.addWidget(row)
        self.body.addLayout(rows)
        if self._suggestions:
            self.body.addWidget(
                label(
                    _("Common intervals; your owner’s manual comes before them."),
                    "small", "text_muted", wrap=True,
                )
            )  # fmt: skip
        self.blank_button = SecondaryButton(_("Something else…"), "pencil")
        self.blank_button.clicked.connect(self._on_blank)
        self.body.addWidget(self.blank_button)

    @property
    def first(self) -> QWidget:
        """What has the keyboard first."""
        return self.rows[0] if self.rows else self.blank_button

    def _on_row(self) -> None:
        sender = self.sender()
        if sender is not None:
            suggestion: Suggestion = self._suggestions[int(sender.property("place"))]
            self.close_popover()
            self.picked.emit(suggestion)

    def _on_blank(self) -> None:
        self.close_popover()
        self.blank.emit()


def suggestion_words(suggestion: Suggestion, shown: Shown) -> tuple[str, str, str]:
    """(title, how often, when first) of a suggestion."""
    values = suggestion.values
    often = interval_words(values.get("every"), values.get("every_distance"), None, shown)
    day, odometer = values.get("due"), values.get("due_odometer")
    due = next_words(Reminder(due=day, due_odometer=None if day else odometer), shown)
    return _(suggestion.usual.title), often, _("first {when}").format(when=due) if due else ""
