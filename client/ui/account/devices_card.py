"""The card of the devices that an account is signed in on."""

from __future__ import annotations

import functools
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from client.store import Store
from client.ui.account.sync_words import moment_words
from client.ui.desk import Desk
from client.ui.shell.said import sentence
from client.ui.text import _, city_of
from client.ui.theme import MEDIUM
from client.ui.widgets.buttons import SecondaryButton
from client.ui.widgets.card import Card
from client.ui.widgets.chip import Chip, ChipKind
from client.ui.widgets.labels import label
from client.ui.widgets.question_dialog import QuestionDialog

if TYPE_CHECKING:
    from client.remote.protocol import DeviceInfo
    from garage.regions import Preferences


class DevicesCard(Card):
    """Asks the server when it is refreshed; each other device can be signed out, which is asked."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(_("Devices"), flush=True, rule=True)
        self._desk = desk
        self.ask: Callable[[Store], list[DeviceInfo]] = _devices
        self.rows: list[DeviceRow] = []
        self.body.setSpacing(0)
        self.note = label("", role="text_muted", wrap=True)
        self.note.setContentsMargins(16, 12, 16, 12)
        self.body.addWidget(self.note)

    def refresh(self) -> None:
        """Ask where the account is signed in."""
        if not self.rows:
            self._say(_("Asking the server…"))
        self._desk.aside(self, self.ask, self.show_devices, self._on_wrong)

    def show_devices(self, devices: list[DeviceInfo]) -> None:
        """Show these devices."""
        for row in self.rows:
            self.body.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = [
            DeviceRow(device, self._desk.now(), self._desk.preferences) for device in devices
        ]
        for row in self.rows:
            row.sign_out.clicked.connect(functools.partial(self._on_sign_out, row))
            self.body.addWidget(row)
        self._say("")

    def _say(self, words: str) -> None:
        self.note.setText(words)
        self.note.setVisible(bool(words))

    def _on_wrong(self, error: Exception) -> None:
        for row in self.rows:
            row.sign_out.setEnabled(True)
        self._say(sentence(error) + ".")

    def _on_sign_out(self, row: DeviceRow, *_clicked: bool) -> None:
        question = QuestionDialog(
            self,
            _("Sign out {device}?").format(device=row.name),
            _("It keeps what it has, and asks to sign in again before it syncs."),
            _("Sign out"),
            icon="log-out",
            final=True,
        )
        question.agreed.connect(functools.partial(self._out, row.device.session))
        question.open()

    def _out(self, session: str) -> None:
        def out(store: Store) -> list[DeviceInfo]:
            return _devices(store, session)

        for row in self.rows:
            row.sign_out.setEnabled(False)
        self._desk.aside(self, out, self.show_devices, self._on_wrong)


class DeviceRow(QWidget):
    """A device: its name, when and where it was seen last, and the way to sign it out."""

    def __init__(self, device: DeviceInfo, now: datetime, prefs: Preferences) -> None:
        super().__init__()
        self.device = device
        name = self.name = device.name or _("Unnamed device")
        self.sign_out = SecondaryButton(
            _("Sign out"), small=True, name=_("Sign out {device}").format(device=name)
        )
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(label(name, weight=MEDIUM))
        self.seen = label(_seen(device, now, prefs), "small", "text_muted")
        words.addWidget(self.seen)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 16, 8)
        row.setSpacing(8)
        row.addLayout(words, 1)
        if device.here:
            row.addWidget(Chip(_("this computer"), ChipKind.OK))
            self.sign_out.setParent(self)
            self.sign_out.hide()
        else:
            row.addWidget(self.sign_out)


def _devices(store: Store, out: str = "") -> list[DeviceInfo]:
    # What says the cities' names takes a moment to load: not when they are shown.
    import babel.dates  # noqa: F401

    from client.sync.signing import connect

    remote = connect(store)
    try:
        if out:
            remote.sign_out_device(out)
        return remote.devices()
    finally:
        remote.close()


def _seen(device: DeviceInfo, now: datetime, prefs: Preferences) -> str:
    at = datetime.fromtimestamp(device.last / 1000, UTC).astimezone(now.tzinfo)
    words = _("last seen {when}").format(when=moment_words(at, now, prefs))
    city = city_of(device.zone)
    return " · ".join(
        part
        for part in (
            words,
            _("{city} time").format(city=city) if city else "",
            _("network {address}").format(address=device.network) if device.network else "",
        )
        if part
    )
