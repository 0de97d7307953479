"""The card that asks for the passphrase under which a sign-in is kept."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit

from client.store import Store
from client.store.account import account_of
from client.ui.desk import Desk
from client.ui.shell.said import sentence
from client.ui.text import _
from client.ui.widgets.buttons import PrimaryButton
from client.ui.widgets.card import Card
from client.ui.widgets.form_field import FormField
from client.ui.widgets.labels import label


class UnlockCard(Card):
    """``unlocked`` says that the sync goes on."""

    unlocked = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(_("Unlock the sign-in"), border="warn")
        self._desk = desk
        words = _("Your sign-in is kept in a file under your passphrase. Until it is typed, "
                  "nothing is synced; everything else works.")  # fmt: skip
        self.passphrase = FormField(_("Passphrase"))
        self.passphrase.line.setEchoMode(QLineEdit.EchoMode.Password)
        self.passphrase.line.returnPressed.connect(self._on_unlock)
        self.unlock = PrimaryButton(_("Unlock"))
        self.unlock.clicked.connect(self._on_unlock)
        row = QHBoxLayout()
        row.addWidget(self.unlock)
        row.addStretch(1)
        self.body.addWidget(label(words, role="text_muted", wrap=True))
        self.body.addWidget(self.passphrase)
        self.body.addLayout(row)

    def _on_unlock(self) -> None:
        typed, sync = self.passphrase.line.text(), self._desk.sync

        def unlock(store: Store) -> bool:
            from client.remote.secrets import FileSecrets, choose_secrets, secret_name

            account = store.read(lambda reader: account_of(reader.connection))
            secrets = FileSecrets(store.folder, typed)
            if account is not None:
                secrets.get(secret_name(store.folder, account.server))
            choose_secrets(store.folder, secrets)
            sync.begin(store)
            return True

        self.unlock.setEnabled(False)
        self._desk.aside(self, unlock, self._on_unlocked, self._on_wrong)

    def _on_unlocked(self, _done: bool) -> None:
        self.unlock.setEnabled(True)
        self.passphrase.set_text("")
        self.passphrase.set_error("")
        self.unlocked.emit()

    def _on_wrong(self, error: Exception) -> None:
        self.unlock.setEnabled(True)
        wrong = getattr(error, "code", "") == "keyring"
        words = _("This is not the passphrase.") if wrong else sentence(error) + "."
        self.passphrase.set_error(words)
        self.passphrase.setFocus()
