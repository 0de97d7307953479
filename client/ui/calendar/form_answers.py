"""Answering in the form of an event that one is asked to, while the rest of it stays as typed."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from client.operations.event_material import attendees_of
from client.operations.invitations import Invitation, invitation_to
from client.store import Changes, Reader
from client.ui.calendar.answer_part import AnswerPart
from client.ui.calendar.invitation_deeds import InvitationDeeds
from client.ui.desk import Desk
from garage.records.agenda import Attendee

Guests = tuple[Invitation | None, tuple[Attendee, ...]]


class FormAnswers(QObject):
    """An answer is kept at once, by an operation of its own; ``came`` carries the guests since."""

    came = Signal(object)

    def __init__(self, desk: Desk, form: QWidget, event: str) -> None:
        super().__init__(form)
        self._desk, self._event = desk, event
        self._deeds = InvitationDeeds(desk, form)
        self.part = AnswerPart()
        self.part.answered.connect(self._on_answered)
        self.part.proposal_wanted.connect(self._on_proposal)
        self.part.reply_wanted.connect(self._on_reply)
        self.invitation: Invitation | None = None
        desk.changed.connect(self._on_changed)

    def show_invitation(self, invitation: Invitation | None) -> None:
        """Offer answers where one is asked."""
        self.invitation = invitation
        self.part.show_invitation(invitation)

    def _on_answered(self, state: str) -> None:
        self._deeds.answer(self._event, state)

    def _on_proposal(self) -> None:
        button = self.part.propose
        self._deeds.propose(self._event, button, button.rect())

    def _on_reply(self) -> None:
        self._deeds.save(self._event)

    def _on_changed(self, changes: Changes) -> None:
        if self._event and changes.concerns("attendee"):
            self._desk.read(self, self._read, self._on_read)

    def _read(self, reader: Reader) -> Guests:
        return invitation_to(reader, self._event), attendees_of(reader, self._event)

    def _on_read(self, guests: Guests) -> None:
        self.show_invitation(guests[0])
        self.came.emit(guests[1])
