"""A desktop that shows notices, on a bus of its own: what it was asked, and buttons to press."""

from __future__ import annotations

import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from jeepney import (
    DBusAddress,
    HeaderFields,
    MessageType,
    new_error,
    new_method_return,
    new_signal,
)
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import DBusConnection, open_dbus_connection

NAME = "org.freedesktop.Notifications"
_SIGNALS = DBusAddress("/org/freedesktop/Notifications", interface=NAME)


@dataclass
class Desktop:
    """What is on its screen: number → (title, words, actions)."""

    connection: DBusConnection
    shown: dict[int, tuple[str, str, list[str]]] = field(default_factory=dict)
    signatures: list[str] = field(default_factory=list)
    closed: list[int] = field(default_factory=list)
    refuses: bool = False
    _talking: threading.Lock = field(default_factory=threading.Lock)
    """What is on the screen was answered before anybody can press it."""

    def press(self, number: int, action: str) -> None:
        """Press a button of a notice."""
        with self._talking:
            self.connection.send(new_signal(_SIGNALS, "ActionInvoked", "us", (number, action)))

    def serve(self) -> None:
        """Answer until the bus is gone."""
        try:
            while True:
                message = self.connection.receive()
                if message.header.message_type is MessageType.method_call:
                    with self._talking:
                        self.connection.send(self._answer(message))
        except (OSError, ConnectionError, EOFError, ValueError):
            return

    def _answer(self, message: Any) -> Any:
        member = message.header.fields[HeaderFields.member]
        if member == "GetCapabilities":
            return new_method_return(message, "as", (["actions", "body", "body-markup"],))
        if member == "CloseNotification":
            self.closed.append(message.body[0])
            return new_method_return(message)
        if member != "Notify" or self.refuses:
            return new_error(message, "org.freedesktop.DBus.Error.Failed")
        number = len(self.shown) + 1
        self.signatures.append(message.header.fields[HeaderFields.signature])
        _, _, _, title, words, actions, _, _ = message.body
        self.shown[number] = (title, words, actions)
        return new_method_return(message, "u", (number,))


@contextmanager
def desktop(folder: Path) -> Iterator[tuple[Desktop, str]]:
    """A desktop, and the address of its bus."""
    address = f"unix:path={folder / 'bus'}"
    daemon = subprocess.Popen(
        ["dbus-daemon", "--session", "--nofork", f"--address={address}", "--print-address=1"],
        stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert daemon.stdout is not None
    try:
        daemon.stdout.readline()
        connection = open_dbus_connection(address)
        connection.send_and_get_reply(message_bus.RequestName(NAME))
        made = Desktop(connection)
        thread = threading.Thread(target=made.serve, name="desktop")
        thread.start()
        yield made, address
    finally:
        daemon.terminate()
        daemon.wait(60)
        daemon.stdout.close()
    thread.join(60)
    connection.close()
