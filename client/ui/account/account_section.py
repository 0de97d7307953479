"""Settings: the account, its devices, and signing in and out."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from urllib.parse import urlsplit

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from client.errors import BadRequest
from client.store import Reader, Store
from client.store.account import Account
from client.sync.status import SyncStatus, read_status
from client.ui.account.connected_card import ConnectedCard
from client.ui.account.devices_card import DevicesCard
from client.ui.account.profiles_card import ProfilesCard
from client.ui.account.sign_in_dialog import SignInDialog
from client.ui.account.signing_in import MakeSignIn, Way, sign_in_to
from client.ui.account.sync_words import waiting_words
from client.ui.account.unlock_card import UnlockCard
from client.ui.desk import Desk
from client.ui.settings.section import SettingsSection
from client.ui.shell.said import sentence
from client.ui.text import _
from client.ui.widgets.buttons import Button, ButtonKind, PrimaryButton, SecondaryButton
from client.ui.widgets.card import Card
from client.ui.widgets.form_field import FormField
from client.ui.widgets.labels import label
from client.ui.widgets.question_dialog import QuestionDialog


@dataclass(frozen=True)
class _Told:
    status: SyncStatus
    kept_in: str


class AccountSection(SettingsSection):
    """Without an account: where to sign in. With one: who, where, on which devices."""

    def __init__(self, desk: Desk, make: MakeSignIn = sign_in_to) -> None:
        super().__init__(desk)
        self._make = make
        self.account: Account | None = None
        self._turned = False
        """Whether one has just signed in or out here, and what shows it is still to come."""
        self.sign_in_card = self._make_sign_in()
        self.who_card = self._make_who()
        self.devices = DevicesCard(desk)
        self.calendars = ConnectedCard(desk)
        self.profiles = ProfilesCard(desk)
        self.unlock_card = UnlockCard(desk)
        self.unlock_card.unlocked.connect(self.refresh)
        self.unlock_card.hide()
        for card in (
            self.unlock_card,
            self.sign_in_card,
            self.who_card,
            self.devices,
            self.calendars,
            self.profiles,
        ):
            self.add(card)
        self.who_card.hide()
        self.devices.hide()
        self.calendars.hide()
        desk.sync.state_changed.connect(self._on_state)

    # ------------------------------------------------------------------ its cards

    def _make_sign_in(self) -> Card:
        card = Card(_("Account"))
        self.lead = label(
            _("No account is needed. With one, your garage is on all your devices, and you can "
              "share it: everything is sent to the server that you name here."),
            role="text_muted", wrap=True,
        )  # fmt: skip
        self.server = FormField(_("Server"))
        self.server.line.setPlaceholderText("https://garage.example.org")
        self.server.line.returnPressed.connect(self._on_sign_in)
        self.sign_in = PrimaryButton(_("Sign in"), "external-link")
        self.sign_in.clicked.connect(self._on_sign_in)
        self.by_code = SecondaryButton(_("With a code elsewhere"))
        self.by_code.setToolTip(_("Where this computer has no browser"))
        self.by_code.clicked.connect(self._on_code)
        self.pair = FormField(_("Or a pairing code of the server’s"))
        self.pair.line.returnPressed.connect(self._on_pair)
        self.by_pair = SecondaryButton(_("Pair"))
        self.by_pair.clicked.connect(self._on_pair)
        card.body.addWidget(self.lead)
        card.body.addWidget(self.server)
        card.body.addLayout(_row(self.sign_in, self.by_code))
        card.body.addSpacing(8)
        card.body.addWidget(self.pair)
        card.body.addLayout(_row(self.by_pair))
        return card

    def _make_who(self) -> Card:
        card = Card(_("Account"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        self.name, self.email, self.address = label(""), label(""), label("")
        self.kept_in = label("", wrap=True)
        for place, (title, value) in enumerate((
            (_("Name"), self.name), (_("E-mail"), self.email), (_("Server"), self.address),
            (_("Sign-in kept"), self.kept_in),
        )):  # fmt: skip
            grid.addWidget(label(title, role="text_muted"), place, 0)
            grid.addWidget(value, place, 1)
        self.sign_out = SecondaryButton(_("Sign out"), "log-out")
        self.sign_out.clicked.connect(self._on_sign_out)
        self.everywhere = Button(_("Sign out everywhere…"), "", ButtonKind.DANGER)
        self.everywhere.clicked.connect(self._on_everywhere)
        self.note = label("", "small", "text_muted", wrap=True)
        card.body.addLayout(grid)
        card.body.addLayout(_row(self.sign_out, self.everywhere))
        card.body.addWidget(self.note)
        return card

    # ------------------------------------------------------------------ what it shows

    def refresh(self) -> None:
        folder = self.desk.folder

        def told(reader: Reader) -> _Told:
            from client.remote.secrets import secrets_of

            try:
                kept_in = type(secrets_of(folder)).__name__
            except BadRequest as error:
                kept_in = sentence(error)
            return _Told(read_status(reader), kept_in)

        self.desk.read(self, told, self._on_told, key="account")
        self.profiles.refresh()

    def _on_told(self, told: _Told) -> None:
        account = self.account = told.status.account
        here = account is not None and not account.signed_out and not self.desk.sync.lost
        self.sign_in_card.setVisible(not here)
        self.who_card.setVisible(here)
        sealed = here and told.kept_in == "SealedSecrets"
        self.unlock_card.setVisible(sealed)
        self.devices.setVisible(here and not sealed)
        self.calendars.setVisible(here and not sealed)
        if account is not None and not here and not self.server.text():
            self.server.set_text(account.server)
            self.lead.setText(
                _("You are signed out. Everything stays on this computer; what waits is sent once "
                  "you sign in again. If the account is gone, another one can take over what is "
                  "your own.")
            )  # fmt: skip
        if account is not None and here:
            self._show_account(account, told)
            if not sealed:
                self.devices.refresh()
                self.calendars.refresh()
        if self._turned:
            self._turned = False
            self._hold(self.sign_out if here else self.sign_in)

    def _hold(self, button: Button) -> None:
        """Give the keyboard to what follows what had it, unless one has gone elsewhere since."""
        at = self.window().focusWidget()
        if at is None or self.isAncestorOf(at):
            button.setFocus()

    def _show_account(self, account: Account, told: _Told) -> None:
        self.name.setText(account.name or _("none"))
        self.email.setText(account.email)
        self.address.setText(urlsplit(account.server).netloc or account.server)
        self.kept_in.setText(_place_words(told.kept_in))
        self._say_waiting(told.status.waiting)

    def _say_waiting(self, waiting: int) -> None:
        words = _("Once signed out, everything stays on this computer.")
        self.note.setText(f"{words} {waiting_words(waiting)}." if waiting else words)

    def _on_state(self) -> None:
        state = self.desk.sync.state
        here = self.who_card.isVisibleTo(self)
        if not self.isVisible() or state is None:
            return
        if self.desk.sync.signed_in != here:
            self.refresh()
        else:
            self._say_waiting(state.waiting)

    # ------------------------------------------------------------------ signing in

    def _on_sign_in(self) -> None:
        self._open(Way.BROWSER)

    def _on_code(self) -> None:
        self._open(Way.DEVICE)

    def _on_pair(self) -> None:
        if not self.pair.text():
            self.pair.set_error(_("Type the code that “paddock-server pair” printed."))
            self.pair.setFocus()
            return
        self.pair.set_error("")
        self._open(Way.PAIR, self.pair.text())

    def _open(self, way: Way, pair: str = "") -> None:
        wrong = _wrong_address(self.server.text())
        self.server.set_error(wrong)
        if wrong:
            self.server.setFocus()
            return
        dialog = SignInDialog(self.desk, self, self.server.text(), way, pair, make=self._make)
        dialog.signed_in.connect(self._on_signed_in)
        dialog.open()

    def _on_signed_in(self) -> None:
        self.pair.set_text("")
        self._turned = True
        self.refresh()
        self.desk.settings_changed.emit()

    # ------------------------------------------------------------------ signing out

    def _on_sign_out(self) -> None:
        self.leave(everywhere=False)

    def _on_everywhere(self) -> None:
        question = QuestionDialog(
            self,
            _("Sign out on all devices?"),
            _("Each device keeps what it has, and asks to sign in again before it syncs."),
            _("Sign out everywhere"),
            icon="log-out",
            final=True,
        )
        question.agreed.connect(functools.partial(self.leave, everywhere=True))
        question.open()

    def leave(self, *, everywhere: bool) -> None:
        """Sign out here, or everywhere; what is here stays."""
        sync = self.desk.sync

        def out(store: Store) -> bool:
            from client.sync.signing import sign_out

            sync.halt()
            try:
                sign_out(store, everywhere=everywhere)
            finally:
                sync.begin(store)
            return True

        self.sign_out.setEnabled(False)
        self.everywhere.setEnabled(False)
        self.desk.aside(self, out, self._on_left, self._on_left_wrong)

    def _on_left(self, _out: bool) -> None:
        self.sign_out.setEnabled(True)
        self.everywhere.setEnabled(True)
        self.desk.said.emit(_("Signed out: everything stays on this computer"), False)
        self._turned = True
        self.refresh()
        self.desk.settings_changed.emit()

    def _on_left_wrong(self, error: Exception) -> None:
        self.sign_out.setEnabled(True)
        self.everywhere.setEnabled(True)
        self._hold(self.sign_out)
        self.note.setText(sentence(error) + ".")


def _row(*buttons: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(8)
    for button in buttons:
        row.addWidget(button)
    row.addStretch(1)
    return row


def _place_words(kept_in: str) -> str:
    places = {
        "SystemSecrets": _("in the system’s keyring"),
        "FileSecrets": _("in a file of the garage’s folder, under your passphrase"),
        "SealedSecrets": _("in a file of the garage’s folder, under your passphrase"),
        "MemorySecrets": _("only until Paddock is closed: there is no keyring to keep it"),
    }
    return places.get(kept_in, kept_in)


def _wrong_address(text: str) -> str:
    """Why an address cannot be one of a server; "" if it can."""
    from client.remote.http import checked_address

    if not text:
        return _("Type the address of your server, such as https://garage.example.org.")
    try:
        checked_address(text)
    except BadRequest as error:
        return sentence(error) + "."
    return ""
