"""The part of a look or a form in which one answers, or decides what guests of one's own want."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from datetime import tzinfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from client.operations.invitations import ANSWERS, Invitation, Proposal
from client.ui.calendar.times_words import words_here
from client.ui.text import _
from client.ui.vehicles.shown import Shown
from client.ui.widgets.buttons import QuietButton, SecondaryButton
from client.ui.widgets.labels import label


class AnswerPart(QWidget):
    """``answered`` carries an answer; ``proposal_wanted`` and ``reply_wanted`` nothing.

    Without an invitation it is hidden, until ``show_invitation`` is given one.
    """

    answered = Signal(str)
    proposal_wanted = Signal()
    reply_wanted = Signal()

    def __init__(self, invitation: Invitation | None = None) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.words = label("", "small", "text_muted", wrap=True)
        column.addWidget(self.words)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.buttons: dict[str, SecondaryButton] = {}
        for state, words in ANSWERS.items():
            button = SecondaryButton(_(words), small=True)
            button.clicked.connect(functools.partial(self.answered.emit, state))
            self.buttons[state] = button
            row.addWidget(button)
        row.addStretch(1)
        column.addLayout(row)
        more = QHBoxLayout()
        more.setSpacing(8)
        self.propose = QuietButton(_("Propose another time…"), "clock", small=True)
        self.propose.clicked.connect(self.proposal_wanted)
        more.addWidget(self.propose)
        self.reply = QuietButton(_("Save the answer…"), "download", small=True)
        self.reply.setToolTip(_("As a file, to be mailed to whoever asked"))
        self.reply.clicked.connect(self.reply_wanted)
        more.addWidget(self.reply)
        more.addStretch(1)
        column.addLayout(more)
        if invitation is None:
            self.hide()
        else:
            self._fill(invitation)

    def show_invitation(self, invitation: Invitation | None) -> None:
        """Show who asks and what one answered; None shows nothing."""
        self.setVisible(invitation is not None)
        if invitation is not None:
            self._fill(invitation)

    def _fill(self, invitation: Invitation) -> None:
        self.words.setText(_told(invitation))
        for state, button in self.buttons.items():
            chosen = invitation.state == state
            button.set_icon("check" if chosen else "")
            button.setAccessibleDescription(_("your answer") if chosen else "")
        self.reply.setVisible(invitation.state != "needs_action")


def _told(invitation: Invitation) -> str:
    by = invitation.by
    if invitation.attendee.proposed is not None:
        return _("{name} asks you; you propose another time.").format(name=by)
    return {
        "accepted": _("{name} asks you; you come."),
        "tentative": _("{name} asks you; perhaps you come."),
        "declined": _("{name} asks you; you do not come."),
    }.get(invitation.state, _("{name} asks you, and waits for an answer.")).format(name=by)


class ProposalsPart(QWidget):
    """``taken`` and ``left`` carry the id of an attendee."""

    taken = Signal(str)
    left = Signal(str)

    def __init__(self, proposals: Sequence[Proposal], zone: tzinfo, shown: Shown) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.buttons: list[SecondaryButton] = []
        for each in proposals:
            column.addWidget(label(_wanted(each, zone, shown), "small", wrap=True))
            row = QHBoxLayout()
            row.setSpacing(8)
            for words, signal in ((_("Take over"), self.taken), (_("Decline"), self.left)):
                name = _("{what}: {name}").format(what=words, name=each.who)
                button = SecondaryButton(words, name=name, small=True)
                button.clicked.connect(functools.partial(signal.emit, each.attendee.id))
                self.buttons.append(button)
                row.addWidget(button)
            row.addStretch(1)
            column.addLayout(row)


def _wanted(proposal: Proposal, zone: tzinfo, shown: Shown) -> str:
    comment = proposal.attendee.notes
    if proposal.times is None:
        words = _("{name} asks to take part").format(name=proposal.who)
    else:
        when = words_here(proposal.times, zone, shown)
        words = _("{name} proposes {when}").format(name=proposal.who, when=when)
    return _("{what}: “{comment}”").format(what=words, comment=comment) if comment else words
