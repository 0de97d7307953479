"""The dialog of a sign-in: the browser or a code is waited for, then what is here may join."""

from __future__ import annotations

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from client.errors import ServerAway
from client.operations.local_garage import LocalGarage, Parting
from client.store.account import Account
from client.ui.account.after_sign_in import AfterSignIn
from client.ui.account.signing_in import MakeSignIn, SigningIn, Way, WhoseGarage, sign_in_to
from client.ui.desk import Desk
from client.ui.shell.said import capitalised, sentence
from client.ui.text import _, ngettext, said
from client.ui.theme import SEMIBOLD, font
from client.ui.vehicles.shown import Shown
from client.ui.widgets.buttons import PrimaryButton, SecondaryButton
from client.ui.widgets.form_field import FormField
from client.ui.widgets.labels import label

LEAST_PASSPHRASE = 8


class SignInDialog(QDialog):
    """Open it with ``open()``; Esc and Cancel give the sign-in up, and nothing is changed.

    Its last step cannot be given up: the dialog stays until it is done.
    """

    signed_in = Signal()

    def __init__(
        self, desk: Desk, parent: QWidget, server: str, way: Way, pair: str = "", *,
        make: MakeSignIn = sign_in_to,
    ) -> None:  # fmt: skip
        super().__init__(parent.window())
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Sign in"))
        self.setMinimumWidth(480)
        self._desk, self._server, self._way, self._pair = desk, server, way, pair
        self._make = make
        self._signing: SigningIn | None = None
        self._make_parts()
        self._lay_out()
        desk.closing.connect(self._on_closing)
        self._begin()

    def _make_parts(self) -> None:
        self.title = label(_("Sign in"), "heading", weight=SEMIBOLD)
        self.words = label("", role="text_muted", wrap=True)
        self.code = label("", "title", weight=SEMIBOLD)
        self.code.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.link = QLineEdit()
        self.link.setReadOnly(True)
        self.link.setFont(font("body"))
        self.link.setAccessibleName(_("The link"))
        self.copy = SecondaryButton(_("Copy"), "copy", name=_("Copy the link"))
        self.open_again = SecondaryButton(_("Open the browser"), "external-link")
        self.cancel = SecondaryButton(_("Cancel"))
        self.passphrase = FormField(_("Passphrase"))
        self.passphrase.line.setEchoMode(QLineEdit.EchoMode.Password)
        self.seal = PrimaryButton(_("Keep it"))
        self.seal.clicked.connect(self._on_seal)
        self.apart = SecondaryButton(_("Keep it apart"))
        self.join = PrimaryButton(_("Let it join"))
        self.along = PrimaryButton(_("Take it along"))
        self.again = PrimaryButton(_("Try again"), "refresh-cw")
        self.for_now = SecondaryButton(_("Until Paddock closes"))
        self.copy.clicked.connect(self._on_copy)
        self.open_again.clicked.connect(self._open_browser)
        self.cancel.clicked.connect(self.reject)
        self.apart.clicked.connect(self._on_apart)
        self.join.clicked.connect(self._on_join)
        self.along.clicked.connect(self._on_along)
        self.again.clicked.connect(self._begin)
        self.for_now.clicked.connect(self._on_for_now)

    def _lay_out(self) -> None:
        self._link_row = QWidget()
        links = QHBoxLayout(self._link_row)
        links.setContentsMargins(0, 0, 0, 0)
        links.setSpacing(8)
        links.addWidget(self.link, 1)
        links.addWidget(self.copy)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.open_again)
        row.addStretch(1)
        for button in (
            self.cancel, self.for_now, self.seal, self.apart, self.join, self.along, self.again
        ):  # fmt: skip
            row.addWidget(button)
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(16)
        column.addWidget(self.title)
        column.addWidget(self.words)
        column.addWidget(self.code, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self._link_row)
        column.addWidget(self.passphrase)
        column.addLayout(row)

    def _show_step(self, title: str, words: str, *parts: QWidget) -> None:
        self.title.setText(title)
        self.words.setText(words)
        for part in (
            self.passphrase, self.seal, self.code, self._link_row, self.open_again, self.apart,
            self.join, self.along, self.again, self.for_now,
        ):  # fmt: skip
            part.setVisible(part in parts)
        self.cancel.show()
        self.setAccessibleDescription(words)
        self.adjustSize()
        # Of words that wrap it reckons with other lines than they take at this width.
        self.resize(self.width(), self._column.totalHeightForWidth(self.width()))

    # ------------------------------------------------------------------ the steps

    def _begin(self, *_clicked: bool) -> None:
        self._show_step(_("Sign in"), _("Asking {server}…").format(server=self._server))
        self.cancel.setFocus()
        signing = self._signing = SigningIn(
            self._desk.sync, self._server, self._way, self._pair, make=self._make,
        )  # fmt: skip
        signing.link_ready.connect(self._on_link)
        signing.code_ready.connect(self.show_code)
        signing.join_asked.connect(self.ask_to_join)
        signing.parting_asked.connect(self.ask_to_part)
        signing.keyring_away.connect(self._on_keyring_away)
        signing.finishing.connect(self._on_finishing)
        self._desk.aside(self, signing.work, self._on_done, self._on_failed)

    def _on_keyring_away(self, error: Exception) -> None:
        self._show_step(
            _("Your sign-in cannot be kept"),
            _("{why}. It can be kept in a file under a passphrase, which each start asks for, or "
              "last until Paddock is closed.").format(why=sentence(error)),
            self.passphrase, self.seal, self.for_now,
        )  # fmt: skip
        self.passphrase.setFocus()

    def _on_for_now(self) -> None:
        if self._signing is not None:
            self._signing.keep_under("")
        self._show_step(_("Sign in"), _("Signing in…"))

    def _on_seal(self) -> None:
        typed = self.passphrase.line.text()
        if len(typed) < LEAST_PASSPHRASE:
            words = _("Type at least {n} characters: whoever has the file could guess a shorter "
                      "one.")  # fmt: skip
            self.passphrase.set_error(words.format(n=LEAST_PASSPHRASE))
            return
        if self._signing is not None:
            self._signing.keep_under(typed)
        self.passphrase.set_text("")
        self._show_step(_("Sign in"), _("Signing in…"))

    def _on_link(self, url: str) -> None:
        self.show_link(url)
        self._open_browser()

    def show_link(self, url: str) -> None:
        """Wait for the browser, which has this page to open."""
        self.link.setText(url)
        self._show_step(
            _("Waiting for the browser…"),
            _("Sign in on the page that opens. If none does, open this link in a browser of this "
              "computer:"),
            self._link_row, self.open_again,
        )  # fmt: skip
        self.open_again.setFocus()
        self.link.setCursorPosition(0)

    def _open_browser(self) -> None:
        if not QDesktopServices.openUrl(QUrl(self.link.text())):
            self.words.setText(
                _("No browser could be opened here. Open this link in a browser of this computer, "
                  "or cancel and sign in with a code.")
            )  # fmt: skip

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self.link.text())
        self.copy.set_words(_("Copied"))

    def show_code(self, code: str, address: str, whole: str) -> None:
        """Wait until a code was typed at an address."""
        self.code.setText(code)
        self.link.setText(address)
        self._show_step(
            _("Type this code elsewhere"),
            _("Open the address on a phone or another computer, sign in there and type the code."),
            self.code, self._link_row,
        )  # fmt: skip
        self.code.setAccessibleName(" ".join(code))
        self.copy.setFocus()

    def ask_to_join(self, local: LocalGarage) -> None:
        """Ask whether what is here joins the account's garage."""
        vehicles, records = self._counted(local)
        self._show_step(
            _("Let this garage join the account?"),
            _("Here: {vehicles}, {records} in all. If it joins, all of it is sent to {server} and "
              "is on your other devices. Kept apart, it stays on this computer alone.").format(
                  vehicles=vehicles, records=records, server=self._server),
            self.apart, self.join,
        )  # fmt: skip
        self.join.setFocus()

    def ask_to_part(self, whose: WhoseGarage) -> None:
        """Ask whether what was another account's goes along into the one that signs in."""
        parting = whose.parting
        vehicles, records = self._counted(parting)
        words = [
            _("This garage was the one of {before}. What is your own is sent to {becomes}: "
              "{vehicles}, {records} in all.").format(
                  before=whose.before, becomes=whose.becomes, vehicles=vehicles, records=records)
        ]  # fmt: skip
        if parting.leaves:
            words.append(_("What others shared leaves this computer: {names}.").format(
                names=", ".join(parting.leaves)))  # fmt: skip
        if parting.unsent:
            words.append(
                ngettext(
                    "What waits to be sent there of {n} record is kept for you.",
                    "What waits to be sent there of {n} records is kept for you.",
                    parting.unsent,
                ).format(n=parting.unsent)
            )
        words.append(_("To leave all as it is, cancel, and add the account with “Add an account”."))
        self._show_step(_("Take this garage along?"), "\n\n".join(words), self.along)
        self.cancel.setFocus()

    def _counted(self, what: LocalGarage | Parting) -> tuple[str, str]:
        shown = Shown(self._desk.preferences, self._desk.today())
        vehicles = ngettext("{n} vehicle", "{n} vehicles", what.vehicles)
        records = ngettext("{n} record", "{n} records", what.records)
        return (
            vehicles.format(n=shown.number(str(what.vehicles))),
            records.format(n=shown.number(str(what.records))),
        )

    def _on_along(self) -> None:
        if self._signing is not None:
            self._signing.take_along()
        self._show_step(_("Sign in"), _("Signing in…"))

    def _on_join(self) -> None:
        self._answer(leave_local=False)

    def _on_apart(self) -> None:
        self._answer(leave_local=True)

    def _answer(self, *, leave_local: bool) -> None:
        if self._signing is not None:
            self._signing.answer(leave_local=leave_local)
        self._show_step(_("Sign in"), _("Signing in…"))

    # ------------------------------------------------------------------ the end

    def _on_done(self, account: Account | None) -> None:
        if account is None:
            return
        AfterSignIn(self._desk, self.parentWidget() or self)
        self.signed_in.emit()
        self._desk.said.emit(_("Signed in as {who}").format(who=account.email), False)
        self.accept()

    def _on_failed(self, error: Exception) -> None:
        self._show_step(_("That did not work"), _why(error) + ".", self.again)
        self.again.setFocus()

    def _on_finishing(self) -> None:
        self._show_step(_("Sign in"), _("Signing in…"))
        self.cancel.hide()

    def _on_closing(self) -> None:
        self.done(QDialog.DialogCode.Rejected)

    def reject(self) -> None:
        if self._signing is None or self._signing.cancel():
            super().reject()

    def done(self, result: int) -> None:
        if self._signing is not None:
            self._signing.leave()
        super().done(result)


def _why(error: Exception) -> str:
    """What went wrong; nothing is tried again by itself here."""
    if type(error) is ServerAway:
        return _("{what}; look at the address and the connection, and try again").format(
            what=capitalised(said(error.message))
        )
    return sentence(error)
