"""The clients: who may ask for tokens, and where answers may be sent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from sync_server.oauth.errors import OAuthError

SCOPES = ("account", "sync")
DESKTOP = "paddock-desktop"

AUTHORIZATION_CODE = "authorization_code"
REFRESH = "refresh_token"
DEVICE_CODE = "urn:ietf:params:oauth:grant-type:device_code"
PAIR = "urn:paddock:params:oauth:grant-type:pair"
GRANTS = (AUTHORIZATION_CODE, REFRESH, DEVICE_CODE, PAIR)


@dataclass(frozen=True)
class Client:
    """A public client: it keeps no secret, so PKCE and exact redirects stand in for one."""

    id: str
    name: str
    redirects: tuple[str, ...]
    """Exact, but that a loopback address may have any port (RFC 8252, 7.3)."""


CLIENTS: Mapping[str, Client] = {
    DESKTOP: Client(
        DESKTOP,
        "Paddock",
        # Port 80 stands for any port.
        ("http://127.0.0.1/callback", "http://[::1]/callback"),
    )
}


def client_of(id_: str) -> Client:
    """The client of this id; raises OAuthError."""
    client = CLIENTS.get(id_)
    if client is None:
        raise OAuthError("invalid_client", "there is no such client")
    return client


def may_redirect(client: Client, uri: str) -> bool:
    """Whether answers may go there: letter by letter, save the port of a loopback address."""
    return uri in client.redirects or _without_port(uri) in client.redirects


def _without_port(uri: str) -> str:
    try:
        parts = urlsplit(uri)
        port = parts.port
    except ValueError:
        return ""
    host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname
    if parts.scheme != "http" or host not in ("127.0.0.1", "[::1]") or not port:
        return ""
    # Nothing that was taken apart may be lost: users, queries, fragments, odd spellings.
    return f"http://{host}{parts.path}" if uri == f"http://{host}:{port}{parts.path}" else ""


def scope_of(asked: str) -> str:
    """The scope that is granted: what was asked for, or all; raises OAuthError."""
    wanted = asked.split() or list(SCOPES)
    if not set(wanted) <= set(SCOPES):
        raise OAuthError("invalid_scope", f"scopes are {' and '.join(SCOPES)}")
    return " ".join(scope for scope in SCOPES if scope in wanted)
