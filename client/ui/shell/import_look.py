"""An import that looks at its file, and again beside what is shown while more is said of it."""

from __future__ import annotations

import threading
from abc import abstractmethod
from pathlib import Path

from PySide6.QtWidgets import QWidget

from client.store import Store
from client.ui.desk import Desk
from client.ui.shell.import_frame import ImportFrame
from client.ui.shell.import_work import Looked, Said, look_at
from client.ui.shell.vehicle_deeds import here_of
from client.ui.text import _


class ImportLook(ImportFrame):
    """One look at a time: what is said meanwhile is looked at when that one has ended."""

    def __init__(self, desk: Desk, path: Path, parent: QWidget) -> None:
        self._looked_at = False
        """Whether what is shown is what these answers bring."""
        self._checking = self._again = False
        """Whether it is looked at beside what is shown, and has to be once more."""
        super().__init__(desk, path, parent)

    @abstractmethod
    def _said(self) -> Said:
        """What was said of the file so far."""

    @abstractmethod
    def _on_looked(self, looked: Looked) -> None:
        """Show what it would bring."""

    @abstractmethod
    def _may_check(self) -> bool:
        """Whether what was said can be looked at; tells where not. Asked before each look."""

    @abstractmethod
    def _enable(self, enabled: bool) -> None:
        """Let what is said be changed, or not."""

    def _look(self) -> None:
        self._begin(_("Looking at the file …"))
        if self._checking:
            # What is under way begins it at its end.
            self._stop.set()
        else:
            self._run_look()

    def _run_look(self) -> None:
        path, said, stop = self._path, self._said(), self._stop
        here = here_of(self._desk.trail.here)

        def look(store: Store) -> Looked:
            return look_at(store, path, said, stop, here)

        self._desk.run(self, look, self._on_looked, self._on_failed)

    def _check(self) -> None:
        """Look again beside what is shown: nothing of it is taken away meanwhile."""
        self._looked_at = False
        if not self._may_check():
            return
        if self._checking:
            self._again = True
            self._stop.set()
            return
        self._checking = True
        self._stop = threading.Event()
        self._say(self.words, _("Looking at the file …"))
        self._run_look()

    def _checked(self) -> bool:
        """Whether what came of a look beside is to be shown: not if more was said since."""
        self._checking = False
        again, self._again = self._again, False
        if self._busy:
            self._stop = threading.Event()
            self._run_look()
        elif again:
            self._check()
        return not (self._busy or again)

    def _begin(self, words: str) -> None:
        super()._begin(words)
        self._enable(False)

    def _end(self) -> None:
        super()._end()
        self._enable(True)

    # ------------------------------------------------------------------ leaving

    def done(self, result: int) -> None:
        """Close; what is looked at beside is wanted no more."""
        self._again = False
        if not self._busy:
            self._stop.set()
        super().done(result)
