"""One window a profile: the second start raises the first one's window and ends."""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Callable
from pathlib import Path

import filelock
from PySide6.QtCore import QObject
from PySide6.QtNetwork import QLocalServer, QLocalSocket

_WAIT_MILLISECONDS = 2_000
_RAISE = b"raise\n"


class OnlyInstance(QObject):
    """Holds the profile's window lock and answers those who start after."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.name = "paddock-" + hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:20]
        # The system takes the lock from a process that died, so a stale one is simply taken over.
        self._lock = filelock.FileLock(folder / "window.lock", thread_local=False)
        self._server: QLocalServer | None = None
        self.raised: Callable[[], None] | None = None

    def claim(self) -> bool:
        """Be the one window of this profile; False if another one is."""
        try:
            self._lock.acquire(timeout=0)
        except filelock.Timeout:
            return False
        except OSError:
            # The folder cannot be written: opening the store says so, better than we could here.
            return True
        QLocalServer.removeServer(self.name)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._on_connection)
        self._server.listen(self.name)
        return True

    def ask_other(self) -> bool:
        """Ask the window that is open to come to the front; False if it does not answer."""
        socket = QLocalSocket()
        socket.connectToServer(self.name)
        if not socket.waitForConnected(_WAIT_MILLISECONDS):
            return False
        socket.write(_RAISE)
        asked = socket.waitForBytesWritten(_WAIT_MILLISECONDS)
        socket.disconnectFromServer()
        return asked

    def _on_connection(self) -> None:
        while self._server is not None and self._server.hasPendingConnections():
            connection = self._server.nextPendingConnection()
            connection.disconnected.connect(connection.deleteLater)
            if self.raised is not None:
                self.raised()

    def release(self) -> None:
        """Let the next one be the window of this profile."""
        if self._server is not None:
            self._server.close()
            self._server = None
        with contextlib.suppress(OSError):
            self._lock.release()
