"""The line to a Linux desktop that shows notices: org.freedesktop.Notifications 1.2, over D-Bus.

By jeepney, which the keyring brings along: PySide's QtDBus sends every whole number signed, so that
no desktop takes its Notify; and what is pressed is told only to the connection that asked.
Elsewhere there is no jeepney: only who has found a bus imports this.
"""

from __future__ import annotations

import contextlib
import html
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from jeepney import DBusAddress, MatchRule, MessageType, new_method_call
from jeepney.bus_messages import message_bus
from jeepney.io.threading import DBusConnection, DBusRouter, open_dbus_connection

SERVICE = "org.freedesktop.Notifications"
_DESKTOP = DBusAddress("/org/freedesktop/Notifications", bus_name=SERVICE, interface=SERVICE)
_LONGEST_WAIT = 3.0
"""Seconds for an answer of the desktop; it is waited for in a thread."""
_BY_THE_DESKTOP = -1


@dataclass(frozen=True)
class Notice:
    """What is told, and its buttons: (action, words); `key` names it here."""

    key: str
    title: str
    words: str
    actions: tuple[tuple[str, str], ...] = ()


class NotTaken(Exception):
    """The desktop shows no notices."""


class _Router(DBusRouter):  # type: ignore[misc]  # it comes without type information
    """Ends quietly with the bus, as when the person signs out of the desktop."""

    def _receiver(self) -> None:
        with contextlib.suppress(OSError):
            super()._receiver()


class Line:
    """The connection with the desktop, made when it is first needed; used in threads."""

    def __init__(self, address: str, heard: Callable[[Any], None]) -> None:
        self._address = address
        self._lock = threading.Lock()
        self._open: tuple[DBusConnection, DBusRouter] | None = None
        self._closed = False
        self.put_nowait = heard

    def show(self, notices: Sequence[Notice]) -> dict[int, str]:
        """The desktop's numbers of the notices; raises NotTaken."""
        try:
            (can,) = self._ask("GetCapabilities")
            return {self._show(each, frozenset(can)): each.key for each in notices}
        except (OSError, ValueError, EOFError, TimeoutError) as error:
            self._hang_up()
            raise NotTaken(str(error)) from error

    def _show(self, notice: Notice, can: frozenset[str]) -> int:
        words = html.escape(notice.words, quote=False) if "body-markup" in can else notice.words
        actions: list[str] = []
        if "actions" in can:
            actions = [part for pair in notice.actions for part in pair]
        hints = {"desktop-entry": ("s", "paddock"), "category": ("s", "x-paddock.alarm")}
        (number,) = self._ask(
            "Notify", "susssasa{sv}i",
            ("Paddock", 0, "paddock", notice.title, words, actions, hints, _BY_THE_DESKTOP),
        )  # fmt: skip
        return int(number)

    def take_away(self, numbers: Sequence[int]) -> None:
        """Take notices off the screen; one that is gone already is none to speak of."""
        for number in numbers:
            try:
                self._ask("CloseNotification", "u", (number,))
            except (NotTaken, OSError, ValueError, EOFError, TimeoutError):
                return

    def _ask(self, method: str, signature: str = "", body: tuple[Any, ...] = ()) -> Any:
        call = new_method_call(_DESKTOP, method, signature or None, body)
        reply = self._router().send_and_get_reply(call, timeout=_LONGEST_WAIT)
        if reply.header.message_type is MessageType.error:
            raise NotTaken(str(reply.body))
        return reply.body

    def _router(self) -> DBusRouter:
        with self._lock:
            if self._closed:
                raise NotTaken("closed")
            if self._open is None:
                connection = open_dbus_connection(self._address)
                router = _Router(connection)
                self._open = connection, router
                rule = MatchRule(type="signal", interface=SERVICE, path=_DESKTOP.object_path)
                router.filter(rule, queue=self)
                router.send_and_get_reply(message_bus.AddMatch(rule), timeout=_LONGEST_WAIT)
            return self._open[1]

    def close(self) -> None:
        """End it, and its thread."""
        self._closed = True
        self._hang_up()

    def _hang_up(self) -> None:
        """What went wrong may be the bus itself: the next time it is looked for anew."""
        with self._lock:
            open_now, self._open = self._open, None
        if open_now is not None:
            connection, router = open_now
            router.close()
            connection.close()
