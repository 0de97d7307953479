"""The garage's right column: what is due soon across the vehicles, and what happened lately."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from client.operations.activity import Activity
from client.operations.overview import SOON_DAYS, GarageOverview
from client.ui.text import _, ngettext
from client.ui.theme import SEMIBOLD
from client.ui.vehicles.activity_shown import activity_row
from client.ui.vehicles.due_shown import due_leaf, due_subtitle, due_trailing
from client.ui.vehicles.shown import Shown
from client.ui.widgets.card import Card
from client.ui.widgets.labels import label
from client.ui.widgets.list_row import Leading, ListRow
from garage.rules.due import Due

_MOST_DUE = 7


class TitledList(QWidget):
    """A heading with a note, and a card of rows; ``opened`` carries a vehicle's id.

    ``reminder_opened`` carries a vehicle's and a reminder's, where the row is of one.
    """

    opened = Signal(str)
    reminder_opened = Signal(str, str)

    def __init__(self, title: str, note: str = "") -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        head = QHBoxLayout()
        head.setContentsMargins(0, 4, 0, 4)
        head.addWidget(label(title, "heading", weight=SEMIBOLD))
        head.addStretch(1)
        self.note = label(note, "small", "text_muted")
        head.addWidget(self.note)
        column.addLayout(head)
        self._card = Card(flush=True)
        self._card.body.setSpacing(0)
        column.addWidget(self._card)
        self._rows: list[QWidget] = []

    @property
    def rows(self) -> list[ListRow]:
        """The rows shown."""
        return [row for row in self._rows if isinstance(row, ListRow)]

    def clear(self) -> None:
        """Take the rows away."""
        for row in self._rows:
            self._card.body.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows = []

    def add(self, row: ListRow, vehicle: str, reminder: str = "") -> None:
        """Add a row that opens a vehicle, or a reminder of it."""
        row.setProperty("vehicle", vehicle)
        row.setProperty("reminder", reminder)
        row.clicked.connect(self._on_clicked)
        self._card.body.addWidget(row)
        self._rows.append(row)

    def say(self, words: str) -> None:
        """Show words where there are no rows."""
        text = label(words, role="text_muted", wrap=True)
        text.setContentsMargins(16, 16, 16, 16)
        self._card.body.addWidget(text)
        self._rows.append(text)

    def _on_clicked(self) -> None:
        sender = self.sender()
        if sender is None:
            return
        vehicle, reminder = str(sender.property("vehicle")), str(sender.property("reminder"))
        if reminder:
            self.reminder_opened.emit(vehicle, reminder)
        else:
            self.opened.emit(vehicle)


class SideLists(QWidget):
    """Both lists, one above the other; they emit what `TitledList` does."""

    opened = Signal(str)
    reminder_opened = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        note = _("next {n} days").format(n=SOON_DAYS)
        self.due_soon = TitledList(_("Due soon"), note)
        self.lately = TitledList(_("Lately"))
        self._lists = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._lists.setContentsMargins(0, 0, 0, 0)
        self._lists.setSpacing(16)
        for part in (self.due_soon, self.lately):
            part.opened.connect(self.opened)
            part.reminder_opened.connect(self.reminder_opened)
            self._lists.addWidget(part, 1, Qt.AlignmentFlag.AlignTop)
        self._lists.addStretch(0)

    def set_across(self, across: bool) -> None:
        """Put the lists side by side, or one above the other."""
        side_by_side = QBoxLayout.Direction.LeftToRight
        self._lists.setDirection(side_by_side if across else QBoxLayout.Direction.TopToBottom)
        self._lists.setSpacing(24 if across else 16)

    def show_overview(self, overview: GarageOverview, shown: Shown) -> None:
        """Show what is due and what happened."""
        self._show_due(overview, overview.due_soon, shown)
        self._show_lately(overview, overview.lately, shown)

    def _show_due(self, overview: GarageOverview, dues: Sequence[Due], shown: Shown) -> None:
        self.due_soon.clear()
        for place, due in enumerate(dues[:_MOST_DUE]):
            vehicle = overview.vehicles[due.reminder.vehicle]
            own = shown.of(vehicle)
            row = ListRow(rule=place + 1 < min(len(dues), _MOST_DUE))
            words = due_subtitle(due, vehicle.name, own)
            row.set_row(due_leaf(due, own), due.reminder.title, words, *due_trailing(due, own))
            self.due_soon.add(row, vehicle.id, due.reminder.id)
        more = len(dues) - _MOST_DUE
        if more > 0:
            words = ngettext("and {n} more", "and {n} more", more).format(n=more)
            self.due_soon.say(words)
        if not dues:
            self.due_soon.say(_("Nothing falls due in the next two months."))

    def _show_lately(
        self, overview: GarageOverview, activities: Sequence[Activity], shown: Shown
    ) -> None:
        self.lately.clear()
        for place, activity in enumerate(activities):
            own = shown.of(overview.vehicles[activity.vehicle])
            words = activity_row(activity, own)
            row = ListRow(rule=place + 1 < len(activities))
            details = (activity.vehicle_name, words.subfigure, words.figure)
            row.set_row(
                Leading(icon=words.icon),
                words.title,
                " · ".join(part for part in details if part),
                words.when,
            )
            self.lately.add(row, activity.vehicle)
        if not activities:
            self.lately.say(_("What you add will show here, the newest first."))
