"""Notices of the Linux desktop, with buttons: what is pressed there is heard here."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from client.ui.work import Workers

if TYPE_CHECKING:
    from client.app.desktop_line import Notice

DEFAULT = "default"
"""The action of a click on the notice itself."""


def session_bus() -> str | None:
    """The address of the bus of the person's session; None where there is none."""
    if not sys.platform.startswith("linux"):
        return None
    known = os.environ.get("DBUS_SESSION_BUS_ADDRESS")
    if known:
        return known
    usual = Path(f"/run/user/{os.getuid()}/bus")
    return f"unix:path={usual}" if usual.exists() else None


class DesktopNotices(QObject):
    """Shows notices and hears of what is done with them: ``acted`` carries key and action."""

    acted = Signal(str, str)
    _heard = Signal(object)

    def __init__(self, address: str, workers: Workers, parent: QObject) -> None:
        super().__init__(parent)
        from client.app.desktop_line import Line

        self._workers = workers
        self._line = Line(address, self._heard.emit)
        self._shown: dict[int, str] = {}
        self._heard.connect(self._on_heard)

    def tell(self, notices: Sequence[Notice], otherwise: Callable[[], None]) -> None:
        """Show notices; `otherwise` is called where the desktop does not take them."""
        line = self._line

        def failed(_error: Exception) -> None:
            otherwise()

        key = ("notices", notices[0].key)
        self._workers.read(self, key, lambda: line.show(notices), self._shown.update, failed)

    def withdraw(self, still: frozenset[str]) -> None:
        """Take away what was answered elsewhere: all but these keys."""
        over = [id_ for id_, key in self._shown.items() if key not in still]
        for id_ in over:
            del self._shown[id_]
        if over:
            line = self._line
            self._workers.read(self, "withdraw", lambda: line.take_away(over), None, None)

    def close(self) -> None:
        """Hear no more."""
        self._line.close()

    def _on_heard(self, message: Any) -> None:
        """A button was pressed, or a notice is gone from the screen: its card in the window stays.

        Those of other programs' notices are heard too.
        """
        if len(message.body) != 2:
            return
        id_, what = message.body
        key = self._shown.get(id_)
        if key is not None and isinstance(what, str):
            self.acted.emit(key, what)
        elif key is not None:
            del self._shown[id_]
