"""The invitations that wait for an answer, below the calendar's bar."""

from __future__ import annotations

import functools
from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from client.operations.invitations import ANSWERS, Invitation
from client.ui.calendar.times_words import words_here
from client.ui.desk import Desk
from client.ui.text import _, ngettext
from client.ui.theme import SEMIBOLD
from client.ui.vehicles.shown import Shown
from client.ui.widgets.buttons import LinkButton, SecondaryButton
from client.ui.widgets.labels import label
from client.ui.widgets.popover import Popover

MOST = 6
"""Shown at once; how many more there are is said."""


class InvitationsPopover(Popover):
    """``answered`` carries the event and the answer; ``day_wanted`` a day to go to."""

    answered = Signal(str, str)
    day_wanted = Signal(object)

    def __init__(self, desk: Desk, opener: QWidget, invitations: Sequence[Invitation]) -> None:
        super().__init__(opener, _("Invitations"))
        shown = Shown(desk.preferences, desk.today(), desk.months)
        self.buttons: list[SecondaryButton] = []
        self.body.addWidget(label(_("Invitations"), weight=SEMIBOLD))
        for each in invitations[:MOST]:
            self._put(each, desk, shown)
        more = len(invitations) - MOST
        if more > 0:
            words = ngettext("… and {n} more", "… and {n} more", more).format(n=more)
            self.body.addWidget(label(words, "small", "text_muted"))

    def _put(self, invitation: Invitation, desk: Desk, shown: Shown) -> None:
        event = invitation.event
        title = LinkButton(event.title or _("Without a title"))
        title.clicked.connect(functools.partial(self._go, invitation))
        self.body.addWidget(title)
        if event.times is not None:
            words = _("{when} · {name}").format(
                when=words_here(event.times, desk.zone, shown), name=invitation.by
            )
            self.body.addWidget(label(words, "small", "text_muted", wrap=True))
        row = QHBoxLayout()
        row.setSpacing(8)
        for state, answer in ANSWERS.items():
            name = _("{what}: {name}").format(what=_(answer), name=event.title)
            button = SecondaryButton(_(answer), name=name, small=True)
            button.clicked.connect(functools.partial(self._answer, event.id, state))
            self.buttons.append(button)
            row.addWidget(button)
        row.addStretch(1)
        self.body.addLayout(row)

    def _answer(self, event: str, state: str) -> None:
        self.close_popover()
        self.answered.emit(event, state)

    def _go(self, invitation: Invitation) -> None:
        self.close_popover()
        times = invitation.event.times
        if times is not None:
            self.day_wanted.emit(times.day)
