"""The card of the profiles on this computer: each has its garage, its account and its window."""

from __future__ import annotations

import functools
import sys
from pathlib import Path

from PySide6.QtCore import QProcess
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

import client
from client.store import Reader, Store
from client.store.profiles import Profile, make_profile, profiles_beside
from client.ui.desk import Desk
from client.ui.text import _, pgettext
from client.ui.theme import MEDIUM
from client.ui.widgets.buttons import SecondaryButton
from client.ui.widgets.card import Card
from client.ui.widgets.chip import Chip, ChipKind
from client.ui.widgets.labels import label
from client.ui.widgets.tips import plain_tip

_ROOT = Path(client.__file__).parent.parent
"""Where `python -m client` finds the program."""


def command_for(folder: Path) -> list[str]:
    """What starts the program on a profile."""
    begin = [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "client"]
    return [*begin, "--profile", str(folder)]


class ProfilesCard(Card):
    """“Open” starts another window; one that is open already comes to the front."""

    def __init__(self, desk: Desk) -> None:
        self.add_account = SecondaryButton(_("Add an account"), "plus", small=True)
        super().__init__(_("Accounts on this computer"), action=self.add_account, flush=True,
                         rule=True)  # fmt: skip
        self._desk = desk
        self.rows: list[ProfileRow] = []
        self.body.setSpacing(0)
        self.add_account.clicked.connect(self._on_add)
        desk.sync.state_changed.connect(self._on_state)

    def _on_state(self) -> None:
        """The account of this window's profile is another one, or there is none any more."""
        state = self._desk.sync.state
        here = [row for row in self.rows if row.profile.folder == self._desk.folder]
        if state is not None and here and here[0].profile.email != state.account:
            self.refresh()

    def refresh(self) -> None:
        """Look which profiles there are."""
        folder = self._desk.folder

        def look(_reader: Reader) -> list[Profile]:
            return profiles_beside(folder)

        self._desk.read(self, look, self._on_read, key="profiles")

    def _on_read(self, profiles: list[Profile]) -> None:
        for row in self.rows:
            self.body.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = [ProfileRow(each, here=each.folder == self._desk.folder) for each in profiles]
        for row in self.rows:
            row.open.clicked.connect(functools.partial(self._on_open, row.profile.folder))
            self.body.addWidget(row)

    def _on_open(self, folder: Path, *_clicked: bool) -> None:
        self.start(folder)

    def start(self, folder: Path) -> None:
        """Start the program on a profile, in a process of its own."""
        program, *arguments = command_for(folder)
        started, _pid = QProcess.startDetached(program, arguments, str(_ROOT))
        if not started:
            self._desk.said.emit(_("Another window could not be started"), False)

    def _on_add(self) -> None:
        beside = self._desk.folder

        def make(_store: Store) -> Path:
            return make_profile(beside)

        self._desk.run(self, make, self._on_made)

    def _on_made(self, folder: Path) -> None:
        self.start(folder)
        self.refresh()


class ProfileRow(QWidget):
    """A profile: its garage, whose account it is, and the way to its window."""

    def __init__(self, profile: Profile, *, here: bool) -> None:
        super().__init__()
        self.profile = profile
        name = profile.garage or _("My garage")
        self.open = SecondaryButton(
            pgettext("deed", "Open"), small=True, name=_("Open {what}").format(what=name)
        )
        words = QVBoxLayout()
        words.setSpacing(0)
        self.title = label(name, weight=MEDIUM)
        self.account = label(
            profile.email or _("Only on this computer"), "small", "text_muted"
        )  # fmt: skip
        words.addWidget(self.title)
        words.addWidget(self.account)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 16, 8)
        row.setSpacing(8)
        row.addLayout(words, 1)
        self.setToolTip(plain_tip(str(profile.folder)))
        if here:
            row.addWidget(Chip(_("this window"), ChipKind.OK))
            self.open.setParent(self)
            self.open.hide()
        else:
            row.addWidget(self.open)
