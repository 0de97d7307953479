"""Quick add: a line typed as one would write it down, and at once how it was understood."""

from __future__ import annotations

from decimal import Decimal
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout

from client.operations.quick_add import add_understood
from client.store import Changes, Store
from client.ui.desk import Desk
from client.ui.spaces.access import access_of
from client.ui.text import _, said
from client.ui.theme import SEMIBOLD
from client.ui.vehicles.chip_flow import ChipFlow, spoken
from client.ui.vehicles.form_dialog import sentence
from client.ui.vehicles.next_fill import NextFill
from client.ui.vehicles.prepared import Prepared
from client.ui.vehicles.quick_edit import QuickEdit
from client.ui.vehicles.quick_shown import said_chips, worked_chips
from client.ui.vehicles.shown import Shown
from client.ui.widgets.buttons import LinkButton
from client.ui.widgets.card import Card
from client.ui.widgets.drafts import Draft, Drafts
from client.ui.widgets.labels import Remark, label
from client.ui.widgets.speaking import Following, aloud, announce
from client.ui.widgets.tips import plain_tip
from garage.errors import ValueRefused
from garage.permissions import Verb
from garage.quick import QuickContext, Understood, understand

_REFUSING = ("volume_missing",)


class QuickPanel(Card):
    """Enter keeps the line as a record; ``more_wanted`` asks for the whole form.

    A line that was begun at one vehicle waits there while one is at another.
    """

    more_wanted = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(border="border")
        self._desk = desk
        self._vehicle = self._space = ""
        self._context: QuickContext | None = None
        self._shown: Shown | None = None
        self._next_fill: NextFill | None = None
        self._ask_amount = ""
        self.understood: Understood | None = None
        self.edit = QuickEdit(_("Quick add"), "", _("Enter"))
        self.edit.textChanged.connect(self._read)
        self.edit.returnPressed.connect(self.keep)
        self._drafts = Drafts((self.edit,), self._refuse)
        self._voice = Following(self.edit)
        self.said, self.worked = ChipFlow(), ChipFlow()
        self.question = Remark("warn")
        self.more = LinkButton(_("More fields"))
        self.more.clicked.connect(self.more_wanted)
        head = QHBoxLayout()
        head.addWidget(label(_("Quick add"), weight=SEMIBOLD))
        head.addStretch(1)
        head.addWidget(label(_("Type it as you would write it down"), "small", "text_muted"))
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.worked, 1, Qt.AlignmentFlag.AlignTop)
        foot.addWidget(self.more, 0, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(head)
        self.body.addWidget(self.edit)
        self.body.addWidget(self.said)
        self.body.addLayout(foot)
        self.locked = Remark("text_muted")
        self.body.addWidget(self.question)
        self.body.addWidget(self.locked)
        access_of(desk).changed.connect(self._show_access)
        self.body.addStretch(1)

    def set_context(self, prepared: Prepared) -> None:
        """Read lines for a vehicle, by its habits; where its garage is only looked at, none."""
        vehicle = prepared.log.vehicle
        self._space = vehicle.space
        self._show_access()
        context, shown = prepared.context, prepared.shown
        self._vehicle, self._context, self._shown = vehicle.id, context, shown
        self._next_fill = prepared.next_fill
        words = _("Say how much was filled, as “{amount}”, or what it was for.")
        self._ask_amount = words.format(amount=_amount(context, shown))
        self.edit.setPlaceholderText(_example(context, shown))
        self._read()
        self._drafts.turn(vehicle.id)

    def _show_access(self) -> None:
        why = access_of(self._desk).why_not(Verb.ADD, "fill_up", self._space)
        for part in (self.edit, self.more):
            part.setEnabled(not why)
            part.setToolTip(plain_tip(why))
        self.edit.setAccessibleDescription(why)
        self.locked.say(why)

    def start(self) -> None:
        """Give the line the keyboard."""
        self.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.edit.selectAll()

    def _read(self) -> None:
        context, shown = self._context, self._shown
        text = self.edit.text()
        self.set_border("accent" if text.strip() else "border")
        if context is None or shown is None or not text.strip():
            self.understood = None
            self.edit.set_pieces(())
            self.said.set_parts([label(_nothing_yet(), "small", "text_muted")])
            self.worked.set_parts([])
            self._ask("")
            self._voice.say("")
            return
        try:
            understood = understand(text, context)
        except ValueRefused as error:
            self.understood = None
            self.edit.set_pieces(())
            self._ask(sentence(error), "late")
            self._follow(self.question.text())
            return
        self.understood = understood
        self.edit.set_pieces(understood.pieces)
        self.said.set_parts(said_chips(understood, shown))
        worked = worked_chips(understood, shown, self._next_fill)
        lead = [label(_("Worked out:"), "small", "text_muted")] if worked else []
        self.worked.set_parts([*lead, *worked])
        asked = [one for one in understood.questions if one.code not in _REFUSING]
        message = said(asked[0].message, shown.written) if asked else ""
        self._ask(f"{message[:1].upper()}{message[1:]}." if message else "")
        told = [spoken(self.said.chips), self.question.text()]
        if worked:
            told.insert(1, f"{_('Worked out:')} {spoken(worked)}")
        self._follow(aloud(*told))

    def _follow(self, words: str) -> None:
        """Have it read out to whoever types: the line is read anew for news from elsewhere too."""
        (self._voice.say if self.edit.hasFocus() else self._voice.know)(words)

    def _refuse(self, words: str) -> None:
        """Say why Enter did not keep the line."""
        self._voice.know(words)
        self._ask(words, "late")
        announce(self.edit, words, urgent=True)

    def _ask(self, words: str, role: str = "warn") -> None:
        self.question.say(words, role)

    def keep(self) -> None:
        """Write the record that the line says; once, however often Enter comes meanwhile."""
        understood, vehicle = self.understood, self._vehicle
        if understood is None:
            return
        refusing = [one for one in understood.questions if one.code in _REFUSING]
        if refusing:
            self._refuse(self._ask_amount)
            return

        def add_line(store: Store) -> Changes:
            return add_understood(store, vehicle, understood)

        taken = self._drafts.take()
        kept, refused = partial(self._on_kept, taken), partial(self._on_refused, taken)
        self._desk.operate(self, add_line, kept, refused)

    def hand_on(self, form: QDialog) -> None:
        """Leave what the line says to a form; if that is left, it stands here again."""
        taken = self._drafts.take()
        form.accepted.connect(lambda: self._drafts.kept(taken))
        form.rejected.connect(lambda: self._drafts.refused(taken, ""))

    def _on_kept(self, taken: Draft, _changes: Changes) -> None:
        self._drafts.kept(taken)

    def _on_refused(self, taken: Draft, error: Exception) -> None:
        if not self._drafts.refused(taken, sentence(error)):
            self._desk.failed.emit(error)


def _nothing_yet() -> str:
    return _("What you type is taken apart here as you go; nothing is kept before Enter.")


def _amount(context: QuickContext, shown: Shown) -> str:
    """How much could have been filled, in the person's own units."""
    if context.electric:
        return f"{shown.padded(31.4, 1)} kWh"
    return f"{shown.padded(45.2, 1)} {shown.symbol(context.reading.unit('volume'))}"


def _example(context: QuickContext, shown: Shown) -> str:
    """A line as it could be, in the person's own units."""
    amount = _amount(context, shown)
    money = shown.amount(Decimal("71.30"), context.reading.currency)
    parts = [_("for example"), amount, money]
    if context.last_odometer is not None:
        parts.append(shown.rounded(context.last_odometer))
    return "  ".join(parts)
