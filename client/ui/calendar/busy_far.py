"""Asks the server who of an event's attendees is busy then, a moment after one stopped typing."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from client.errors import ServerAway, SignInNeeded
from client.store import Store
from client.ui.desk import Desk

if TYPE_CHECKING:
    from client.operations.busy_elsewhere import BusyElsewhere

PAUSE_MILLISECONDS = 400


@dataclass(frozen=True)
class Question:
    """Who is asked about, by address, and which time."""

    addresses: tuple[str, ...]
    start: datetime
    end: datetime


@dataclass(frozen=True)
class Answer:
    """What the server said to a question; `away`: it could not be reached."""

    question: Question
    people: Mapping[str, BusyElsewhere]
    away: bool = False


Ask = Callable[[Store, Sequence[str], datetime, datetime], "Mapping[str, BusyElsewhere]"]


def by_server(
    store: Store, addresses: Sequence[str], start: datetime, end: datetime
) -> Mapping[str, BusyElsewhere]:
    """Ask the server of the profile's account."""
    # The network is not needed before: importing it would hold up the first look.
    from client.operations.busy_elsewhere import busy_elsewhere

    return busy_elsewhere(store, addresses, start, end)


class BusyFar(QObject):
    """Where nobody is signed in there is nothing to know, and nothing is said."""

    answered = Signal()

    def __init__(self, desk: Desk, parent: QObject, ask: Ask = by_server) -> None:
        super().__init__(parent)
        self._desk, self.ask = desk, ask
        self._wanted: Question | None = None
        self._answer: Answer | None = None
        self.pause = QTimer(self, interval=PAUSE_MILLISECONDS, singleShot=True)
        self.pause.timeout.connect(self._send)

    def want(self, question: Question) -> None:
        """Have this answered, unless it is or is being asked; an older one is forgotten."""
        if question != self._wanted:
            self._wanted = question
            self.pause.start()

    @property
    def answer(self) -> Answer | None:
        """The answer to what is wanted now; None while there is none."""
        answer = self._answer
        return answer if answer is not None and answer.question == self._wanted else None

    def _send(self) -> None:
        question, ask = self._wanted, self.ask
        if question is None or not question.addresses:
            return

        def work(store: Store) -> Answer:
            try:
                found = ask(store, question.addresses, question.start, question.end)
            except ServerAway:
                return Answer(question, {}, away=True)
            except SignInNeeded:
                return Answer(question, {})
            return Answer(question, found)

        self._desk.aside(self, work, self._on_answer, self._on_refused)

    def _on_answer(self, answer: Answer) -> None:
        self._answer = answer
        self.answered.emit()

    def _on_refused(self, _error: Exception) -> None:
        """A server that does not know the question, or has had enough of it: nothing is known."""
