"""The card that says how the sync stands: words, server, and three counts."""

from __future__ import annotations

from urllib.parse import urlsplit

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from client.operations.sync_activity import SyncActivity
from client.ui.account.sync_words import SyncWords
from client.ui.text import _, ngettext
from client.ui.theme import SEMIBOLD
from client.ui.widgets.card import Card
from client.ui.widgets.labels import Remark, SyncLine, SyncState, label

_CLOCK_WRONG = 60_000


class StateCard(Card):
    """Nothing in it can be pressed."""

    def __init__(self) -> None:
        super().__init__()
        self.line = SyncLine(SyncState.OFF, _("Not syncing"))
        self.server = label("", "small", "text_muted")
        self.more = Remark("text_muted")
        head = QHBoxLayout()
        head.addWidget(self.line, 1)
        head.addWidget(self.server)
        self.body.addLayout(head)
        self.body.addWidget(self.more)
        counts = QHBoxLayout()
        counts.setSpacing(16)
        self.waiting, self.sent, self.received = label(""), label(""), label("")
        for title, figure in (
            (_("Waiting here"), self.waiting), (_("Sent today"), self.sent),
            (_("Received today"), self.received),
        ):  # fmt: skip
            column = QVBoxLayout()
            column.setSpacing(0)
            column.addWidget(label(title, "small", "text_muted"))
            figure.setFont(label("", weight=SEMIBOLD).font())
            column.addWidget(figure)
            counts.addLayout(column, 1)
        self.body.addLayout(counts)

    def show_state(self, words: SyncWords, activity: SyncActivity) -> None:
        """Say how things stand."""
        account = activity.status.account
        self.line.set_state(words.dot, words.line)
        self.server.setText(urlsplit(account.server).netloc if account is not None else "")
        more = " ".join(part for part in (words.more, clock_words(activity.clock_ahead)) if part)
        self.more.say(more)
        self.waiting.setText(_edits(activity.status.waiting if account is not None else 0))
        self.sent.setText(_edits(activity.sent_today))
        self.received.setText(_edits(activity.received_today))


def _edits(count: int) -> str:
    return ngettext("{n} edit", "{n} edits", count).format(n=count)


def clock_words(ahead: int) -> str:
    """What is said of a clock that the server's is ahead of by so many ms; "" for a little."""
    if abs(ahead) < _CLOCK_WRONG:
        return ""
    if ahead > 0:
        words = _("This computer’s clock is {length} slow; that is allowed for.")
    else:
        words = _("This computer’s clock is {length} fast; that is allowed for.")
    return words.format(length=_length(abs(ahead) / 60_000))


def _length(minutes: float) -> str:
    """So many minutes, as roughly as one would say it."""
    if minutes < 120:
        count = max(1, round(minutes))
        words = ngettext("{n} minute", "{n} minutes", count)
    elif minutes < 2 * 1_440:
        count = round(minutes / 60)
        words = ngettext("{n} hour", "{n} hours", count)
    else:
        count = round(minutes / 1_440)
        words = ngettext("{n} day", "{n} days", count)
    return words.format(n=count)
