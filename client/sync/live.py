"""The live channel: a socket that tells of news, opened again with patience when it breaks."""

from __future__ import annotations

import logging
import random
import threading
from collections.abc import Callable

from client.errors import ClientError, ServerAway, SignInNeeded
from client.remote.live_socket import LiveSocket, TokenWorn
from client.remote.protocol import Poke
from client.sync.plan import retry_delay

log = logging.getLogger(__name__)

_LOOK = 1.0
"""Seconds within which a stop is noticed, where closing the socket does not wake us."""


class Live:
    """A thread with a socket; `poked` is called in it for each message of news.

    What came while nobody listened is an "overflow", which is said as soon as the server listens
    for us. When the line breaks, or no token is to be had any more, "broken" is said.
    """

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
        attempt, worn, token = 0, "", ""
        while not self._stop.is_set():
            try:
                token = self._token(worn)
                self._listen(token)
                worn = ""
            except SignInNeeded:
                self._poked(Poke("broken"))
                return
            except TokenWorn:
                worn = token
            except ClientError as error:
                worn = ""
                log.debug("live channel: %s", error)
            # A line that stood is worth a quick try; one that never did, patience.
            attempt = 1 if self.connected else attempt + 1
            if self.connected:
                self.connected = False
                if not self._stop.is_set():
                    self._poked(Poke("broken"))
            self._stop.wait(retry_delay(attempt, self._chance.random()))

    def _listen(self, token: str) -> None:
        """Listen until the socket ends."""
        self._socket = self._open(self._server, token)
        try:
            while not self._stop.is_set():
                poke = self._socket.next(_LOOK)
                if poke is None:
                    continue
                if poke.type == "ready":
                    self.connected = True
                    poke = Poke("overflow")
                self._poked(poke)
        except ServerAway:
            if not self._stop.is_set():
                raise
        finally:
            self._socket.close()
            self._socket = None
