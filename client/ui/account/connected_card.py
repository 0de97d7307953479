"""The card of calendars at Google and Microsoft that the server keeps as one with ours."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from client.store import Store
from client.ui.account.sync_words import moment_words
from client.ui.desk import Desk
from client.ui.shell.said import sentence
from client.ui.text import _, ngettext
from client.ui.theme import MEDIUM
from client.ui.widgets.buttons import SecondaryButton
from client.ui.widgets.card import Card
from client.ui.widgets.labels import label
from garage.words import N_

if TYPE_CHECKING:
    from garage.regions import Preferences
    from garage.sync.connected import Connected, Connection, Pair

FAULTS = (
    N_("it has to be connected again"),
    N_("one side has no events all at once: nothing was deleted"),
    N_("the calendar is not there any more"),
    N_("the calendar was deleted here"),
    N_("you may not write in this calendar any more"),
    N_("they ask for fewer requests"),
    N_("they have a fault"),
    N_("there is no way there at the moment"),
    N_("the answer took too long"),
    N_("the answer came damaged"),
    N_("half of an answer came"),
    N_("they gave no access just now"),
)
"""What the server says of a connection, in its words; others are shown as they come."""

_TITLES = {"google": "Google", "microsoft": "Microsoft"}


class ConnectedCard(Card):
    """Asks the server when it is refreshed; connecting is done on the server's own page."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(_("Calendars elsewhere"), flush=True, rule=True)
        self._desk = desk
        self._page = ""
        self.ask: Callable[[Store], Connected] = _connected
        self.rows: list[PairRow] = []
        self.body.setSpacing(0)
        self.note = label("", role="text_muted", wrap=True)
        self.note.setContentsMargins(16, 12, 16, 12)
        self.connect_one = SecondaryButton(_("Connect Google or Outlook…"), "external-link")
        self.connect_one.setToolTip(_("Opens a page of your server in the browser"))
        self.connect_one.clicked.connect(self._on_connect)
        self.together = SecondaryButton(_("Bring together now"), "refresh-cw")
        self.together.clicked.connect(self._on_together)
        buttons = QHBoxLayout()
        buttons.setContentsMargins(16, 12, 16, 16)
        buttons.setSpacing(8)
        buttons.addWidget(self.connect_one)
        buttons.addWidget(self.together)
        buttons.addStretch(1)
        self._buttons = QWidget()
        self._buttons.setLayout(buttons)
        self.body.addWidget(self.note)
        self.body.addWidget(self._buttons)
        self._buttons.hide()

    def refresh(self) -> None:
        """Ask how they stand."""
        if not self._page:
            self._say(_("Asking the server…"))
        self._desk.aside(self, self.ask, self.show_connected, self._on_wrong)

    def show_connected(self, found: Connected) -> None:
        """Show these."""
        self._page = found.page
        for row in self.rows:
            self.body.removeWidget(row)
            row.hide()
            row.deleteLater()
        now, prefs = self._desk.now(), self._desk.preferences
        self.rows = []
        for connection in found.connections:
            self.rows += [PairRow(connection, pair, now, prefs) for pair in connection.pairs]
            if not connection.pairs:
                self.rows.append(PairRow(connection, None, now, prefs))
        for place, row in enumerate(self.rows):
            self.body.insertWidget(place, row)
        self._buttons.setVisible(bool(found.offered or found.connections))
        self.together.setVisible(any(each.pairs for each in found.connections))
        self.together.setEnabled(True)
        self._say("" if self.rows else _lead(found))

    def _say(self, words: str) -> None:
        self.note.setText(words)
        self.note.setVisible(bool(words))

    def _on_wrong(self, error: Exception) -> None:
        self.together.setEnabled(True)
        self._say(sentence(error) + ".")

    def _on_connect(self) -> None:
        if not QDesktopServices.openUrl(QUrl(self._page)):
            self._say(_("Open this page in a browser: {page}").format(page=self._page))

    def _on_together(self) -> None:
        self.together.setEnabled(False)
        self._desk.aside(self, _brought_together, self.show_connected, self._on_wrong)


class PairRow(QWidget):
    """A calendar there: of which account, when both sides last agreed, and what is wrong."""

    def __init__(
        self, connection: Connection, pair: Pair | None, now: datetime, prefs: Preferences
    ) -> None:
        super().__init__()
        title = _TITLES.get(connection.provider, connection.provider)
        account = _("{provider}, {account}").format(provider=title, account=connection.account)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(16, 8, 16, 8)
        rows.setSpacing(0)
        name = pair.theirs if pair is not None else account
        rows.addWidget(label(name, weight=MEDIUM))
        self.state = label(_state(pair, account, now, prefs), "small", "text_muted", wrap=True)
        rows.addWidget(self.state)
        self.fault = label(_fault(connection, pair), "small", "late", wrap=True)
        if not self.fault.text():
            self.fault.hide()
        rows.addWidget(self.fault)


def _lead(found: Connected) -> str:
    if not found.offered:
        return _("Whoever runs your server has not set up Google or Microsoft on it.")
    return _(
        "Keep a calendar of Google or Outlook as one with a calendar here: what changes on one "
        "side changes on the other."
    )


def _state(pair: Pair | None, account: str, now: datetime, prefs: Preferences) -> str:
    if pair is None:
        return _("No calendar of it is chosen yet")
    parts = [account]
    if pair.direction == "in":
        parts.append(_("only read"))
    if pair.done is None:
        parts.append(_("not brought together yet"))
    else:
        at = datetime.fromtimestamp(pair.done / 1000, UTC).astimezone(now.tzinfo)
        parts.append(_("last brought together {when}").format(when=moment_words(at, now, prefs)))
    if pair.kept:
        words = ngettext("{n} event stays here alone", "{n} events stay here alone", pair.kept)
        parts.append(words.format(n=pair.kept))
    return " · ".join(parts)


def _fault(connection: Connection, pair: Pair | None) -> str:
    """What is wrong, in the person's language where it is known."""
    fault = connection.fault or (pair.fault if pair is not None else "")
    if connection.state == "again":
        fault = FAULTS[0]
    words = _(fault) if fault in FAULTS else fault
    return f"{words[:1].upper()}{words[1:]}." if words else ""


def _connected(store: Store) -> Connected:
    from client.operations.connected import connected_calendars

    return connected_calendars(store)


def _brought_together(store: Store) -> Connected:
    from client.operations.connected import connected_calendars

    return connected_calendars(store, now=True)
