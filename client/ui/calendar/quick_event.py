"""Quick add of an event: one line as one would say it, and at once how it was understood."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget
from shiboken6 import isValid

from client.operations.calendars import USUAL_CALENDAR
from client.operations.event_line import add_understood_event
from client.store import Changes, Reader, Store
from client.ui.calendar.event_chips import EventKnown, chips_of, pieces_of, read_known
from client.ui.desk import Desk
from client.ui.forms.written import Habits
from client.ui.text import _, said
from client.ui.theme import SEMIBOLD
from client.ui.vehicles.chip_flow import ChipFlow, spoken
from client.ui.vehicles.form_dialog import sentence
from client.ui.vehicles.quick_edit import QuickEdit
from client.ui.widgets.buttons import LinkButton, PrimaryButton
from client.ui.widgets.labels import Remark, label
from client.ui.widgets.popover import Popover
from client.ui.widgets.speaking import Following, aloud, announce
from garage.errors import ValueRefused
from garage.quick.events import UnderstoodEvent

_WIDTH = 560


class QuickEvent(Popover):
    """Enter adds the event; ``more_wanted`` asks for the whole form with what was understood.

    A line that was left begins it again, to go on with or to type over.
    """

    more_wanted = Signal(object)
    kept = Signal(object)
    """Changes: the event was added."""

    def __init__(
        self,
        desk: Desk,
        opener: QWidget,
        line: str = "",
        hold: Callable[[str], None] | None = None,
    ) -> None:
        """`hold` is given the line that was not kept, where the popover is closed by then."""
        super().__init__(opener, _("Quick add of an event"), _WIDTH)
        self._desk, self._opened_by, self._hold = desk, opener, hold
        self._habits = Habits.of(desk, None)
        self._known: EventKnown | None = None
        self._handed_on = False
        self.understood: UnderstoodEvent | None = None
        self.edit = QuickEdit(_("Quick add of an event"), _example(), _("Enter"))
        self.edit.setText(line)
        self.edit.selectAll()
        self.edit.textChanged.connect(self._understand)
        self._voice = Following(self.edit)
        self.chips = ChipFlow()
        self.question = Remark("warn")
        self.more = LinkButton(_("More fields"))
        self.more.clicked.connect(self._on_more)
        self.add_button = PrimaryButton(_("Add"), "plus")
        self.add_button.clicked.connect(self.keep)
        head = QHBoxLayout()
        head.addWidget(label(_("Quick add"), weight=SEMIBOLD))
        head.addStretch(1)
        head.addWidget(label(_("Type it as you would say it"), "small", "text_muted"))
        foot = QHBoxLayout()
        foot.addWidget(self.more, 0, Qt.AlignmentFlag.AlignVCenter)
        foot.addStretch(1)
        foot.addWidget(self.add_button)
        self.body.addLayout(head)
        self.body.addWidget(self.edit)
        self.body.addWidget(self.chips)
        self.body.addWidget(self.question)
        self.body.addLayout(foot)
        self._understand()
        self._read()

    def sizeHint(self) -> QSize:
        # Of its own width: chips that would break in a narrower one need no room here.
        return QSize(self.width(), self.body.totalHeightForWidth(self.width()))

    @property
    def draft(self) -> str:
        """What is typed and neither kept nor taken into the form."""
        return "" if self._handed_on else self.edit.text()

    def _read(self) -> None:
        reading, zone = self._habits.reading, self._desk.zone

        def known(reader: Reader) -> EventKnown:
            return read_known(reader, reading, zone)

        self._desk.read(self, known, self._on_known)

    def _on_known(self, known: EventKnown) -> None:
        self._known = known
        self._understand()

    # ------------------------------------------------------------------ as it is typed

    def _understand(self, _text: str = "") -> None:
        text, known = self.edit.text(), self._known
        self.understood = None
        self.add_button.setEnabled(False)
        if known is None or not text.strip():
            self.edit.set_pieces(())
            words = _("What you type is taken apart here as you go; nothing is kept before Enter.")
            self.chips.set_parts([label(words, "small", "text_muted")])
            self._ask("")
            self._voice.say("")
            return
        try:
            understood = known.understand(text)
        except ValueRefused as error:
            self.edit.set_pieces(())
            self._ask(sentence(error), "late")
            self._voice.say(self.question.text())
            return
        self.understood = understood
        self.edit.set_pieces(pieces_of(understood))
        self.chips.set_parts(list(chips_of(understood, known, self._habits.shown, self._desk.zone)))
        self.add_button.setEnabled(understood.times is not None)
        asked = _asked(understood)
        self._ask(asked[0] if asked else "")
        self._voice.say(aloud(spoken(self.chips.chips), self.question.text()))

    def _refuse(self, words: str) -> None:
        """Say why Enter did not keep the line."""
        self._voice.know(words)
        self._ask(words, "late")
        announce(self.edit, words, urgent=True)

    def _ask(self, words: str, role: str = "warn") -> None:
        self.question.say(words, role)

    # ------------------------------------------------------------------ keeping it

    def keep(self) -> None:
        """Add the event that the line says, once, however often Enter comes meanwhile."""
        understood = self.understood
        if understood is None or self.edit.isReadOnly():
            return
        if understood.times is None:
            self._refuse(_("Say when it is, as “Tuesday 9:00” or “on 6 Nov”."))
            return
        self.edit.setReadOnly(True)
        self._handed_on = True
        # The answer is for whoever opened it: the popover may be closed before it comes.
        refused = partial(self._on_refused, self.edit.text())
        self._desk.operate(self._opened_by, adding(understood), self._on_kept, refused)

    def _on_kept(self, changes: Changes) -> None:
        if isValid(self):
            if self.understood is not None and self.understood.calendar:
                self._desk.keep({USUAL_CALENDAR: self.understood.calendar})
            self.kept.emit(changes)
            self.close_popover()

    def _on_refused(self, line: str, error: Exception) -> None:
        if isValid(self):
            self.edit.setReadOnly(False)
            self._handed_on = False
            self._refuse(sentence(error))
            return
        if self._hold is not None:
            self._hold(line)
        self._desk.failed.emit(error)

    def _on_more(self) -> None:
        understood = self.understood
        self._handed_on = understood is not None
        self.close_popover()
        self.more_wanted.emit(understood)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.keep()
            event.accept()
        else:
            super().keyPressEvent(event)


def adding(understood: UnderstoodEvent) -> Callable[[Store], Changes]:
    """The operation that adds the event which a line says."""
    return partial(add_understood_event, understood=understood, first_calendar=_("My calendar"))


def _asked(understood: UnderstoodEvent) -> list[str]:
    """What is not clear, each as a sentence."""
    messages = [said(one.message) for one in understood.questions]
    if understood.times is None:
        messages.insert(0, _("when it is is not said yet"))
    return [f"{message[:1].upper()}{message[1:]}." for message in messages]


def _example() -> str:
    return _("MOT Tuesday 9:00 for the Golf, remind 2 days before")
