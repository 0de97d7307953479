"""The live channel's socket: messages of the server, as they come."""

from __future__ import annotations

import contextlib
import ssl

import msgspec
from websockets.exceptions import ConnectionClosed, InvalidStatus, WebSocketException
from websockets.sync.client import ClientConnection, connect

from client.errors import CertificateWrong, ServerAway
from client.remote import way
from client.remote.protocol import Poke
from garage.words import N_

SIGN_IN_ANEW, SIGNED_OUT = 4401, 4403
_MOST = 8 * 2**20
_CONNECT_SECONDS = 10


class TokenWorn(ServerAway):
    """The socket ended with its token; another one goes on, or tells that the session ended."""

    code = "token_worn"


class LiveSocket:
    """An open socket. Raises ServerAway (TokenWorn where another token helps)."""

    def __init__(self, server: str, token: str) -> None:
        address = "ws" + server.removeprefix("http") + "/live"
        proxy = way.proxy_to(server)
        self._opened = contextlib.ExitStack()
        try:
            self._socket: ClientConnection = self._opened.enter_context(
                connect(
                    address,
                    ssl=way.trusted() if address.startswith("wss:") else None,
                    proxy=proxy,
                    proxy_ssl=way.trusted_of(proxy),
                    additional_headers={"Authorization": f"Bearer {token}"},
                    compression=None,
                    open_timeout=_CONNECT_SECONDS,
                    close_timeout=2,
                    max_size=_MOST,
                )
            )
        except ssl.SSLCertVerificationError as error:
            raise CertificateWrong(
                N_("the certificate of the server is not valid for it"), N_("check the address")
            ) from error
        except InvalidStatus as error:
            worn = error.response.status_code == 401
            raise (TokenWorn if worn else ServerAway)(N_("the live channel was refused")) from error
        except (OSError, WebSocketException, TimeoutError) as error:
            raise ServerAway(N_("the live channel cannot be reached")) from error

    def next(self, seconds: float) -> Poke | None:
        """The next message, a ping answered and passed over; None if none comes in time."""
        try:
            text = self._socket.recv(timeout=seconds)
            poke = msgspec.json.decode(text, type=Poke)
            if poke.type == "ping":
                self._socket.send('{"type":"pong"}')
                return None
        except TimeoutError:
            return None
        except ConnectionClosed as error:
            code = error.rcvd.code if error.rcvd is not None else 0
            kind = TokenWorn if code in (SIGN_IN_ANEW, SIGNED_OUT) else ServerAway
            raise kind(N_("the live channel was closed")) from error
        except (msgspec.MsgspecError, OSError) as error:
            raise ServerAway(N_("the live channel broke")) from error
        return poke

    def close(self) -> None:
        """Close it, from whichever thread; whoever waits in `next` gets ServerAway."""
        with contextlib.suppress(OSError, WebSocketException):
            self._opened.close()
