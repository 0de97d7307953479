"""The live channel: a socket that tells of news, opened again with patience when it breaks."""

from __future__ import annotations

import logging
import random
import threading
from collections.abc import Callable

from client.errors import ClientError, ServerAway, SignInNeeded
from client.remote.live_socket import LiveSocket, Poke, TokenWorn
from client.sync.plan import retry_delay

log = logging.getLogger(__name__)

_LOOK = 1.0
"""Seconds within which a stop is noticed, where closing the socket does not wake us."""


class Live:
    """A thread with a socket; `poked` is called in it for each message of news."""

    def __init__(
        self,
        server: str,
        token: Callable[[str], str],
        poked: Callable[[Poke], None],
        *,
        chance: random.Random | None = None,
        open_socket: Callable[[str, str], LiveSocket] = LiveSocket,
    ) -> None:
        """`token` gives an access token other than the one it is handed."""
        self._server = server
        self._token = token
        self._poked = poked
        self._chance = chance or random.Random()
        self._open = open_socket
        self._stop = threading.Event()
        self._socket: LiveSocket | None = None
        self._thread = threading.Thread(target=self._run, name="paddock-live", daemon=True)
        self.connected = False

    def start(self) -> None:
        """Begin, in a thread."""
        self._thread.start()

    def stop(self) -> None:
        """End, and wait until it has."""
        self._stop.set()
        socket = self._socket
        if socket is not None:
            socket.close()
        self._thread.join()

    def _run(self) -> None:
        attempt, worn = 0, ""
        while not self._stop.is_set():
            try:
                worn = self._listen(worn)
                attempt = 0
            except SignInNeeded:
                return
            except TokenWorn:
                attempt += 1
            except ClientError as error:
                attempt += 1
                worn = ""
                log.debug("live channel: %s", error)
            finally:
                self.connected = False
            asked = 0.0
            self._stop.wait(retry_delay(max(attempt, 1), self._chance.random(), asked))

    def _listen(self, worn: str) -> str:
        """Listen until the socket ends; gives the token that wore out, if that is why."""
        token = self._token(worn)
        self._socket = self._open(self._server, token)
        try:
            self.connected = True
            # What came while there was no socket nobody told us of.
            self._poked(Poke("overflow"))
            while not self._stop.is_set():
                poke = self._socket.next(_LOOK)
                if poke is not None and poke.type != "ready":
                    self._poked(poke)
        except TokenWorn:
            return token
        except ServerAway:
            if not self._stop.is_set():
                raise
        finally:
            self._socket.close()
            self._socket = None
        return ""
