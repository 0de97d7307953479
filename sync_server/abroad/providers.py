"""Who keeps calendars abroad: their addresses, and what whoever runs the server was given there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from ipaddress import ip_address
from urllib.parse import urlsplit

from garage.ics.foreign_feed import is_public
from sync_server.settings import Settings

GOOGLE, MICROSOFT = "google", "microsoft"
TITLES = {GOOGLE: "Google", MICROSOFT: "Microsoft"}


@dataclass(frozen=True, slots=True)
class Provider:
    """One of them. No `revoke`: they have no address at which a token is given back."""

    name: str
    client: str
    secret: str
    authorize: str
    token: str
    api: str
    scope: str
    revoke: str = ""
    asked: Mapping[str, str] = field(default_factory=dict)
    """What else the person's browser is sent with."""

    @property
    def title(self) -> str:
        """As people know it."""
        return TITLES[self.name]


def google(client: str, secret: str, at: str = "") -> Provider:
    """Google; `at` is a stand-in."""
    return Provider(
        GOOGLE,
        client,
        secret,
        f"{at or 'https://accounts.google.com'}/o/oauth2/v2/auth",
        f"{at or 'https://oauth2.googleapis.com'}/token",
        f"{at or 'https://www.googleapis.com'}/calendar/v3",
        "https://www.googleapis.com/auth/calendar.events "
        "https://www.googleapis.com/auth/calendar.calendarlist.readonly",
        f"{at or 'https://oauth2.googleapis.com'}/revoke",
        # Without both of these they give no refresh token the second time.
        {"access_type": "offline", "prompt": "consent"},
    )


def microsoft(client: str, secret: str, tenant: str = "common", at: str = "") -> Provider:
    """The Microsoft identity platform (v2.0) and Graph."""
    login = f"{at or 'https://login.microsoftonline.com'}/{tenant}/oauth2/v2.0"
    return Provider(
        MICROSOFT,
        client,
        secret,
        f"{login}/authorize",
        f"{login}/token",
        f"{at or 'https://graph.microsoft.com'}/v1.0",
        "offline_access User.Read Calendars.ReadWrite",
        asked={"response_mode": "query", "prompt": "select_account"},
    )


def providers(settings: Settings) -> dict[str, Provider]:
    """Those for which the server has a client id and a secret."""
    found: dict[str, Provider] = {}
    if settings.google_client and settings.google_secret:
        found[GOOGLE] = google(
            settings.google_client, settings.google_secret, stand_in(settings.google_at)
        )
    if settings.microsoft_client and settings.microsoft_secret:
        found[MICROSOFT] = microsoft(
            settings.microsoft_client, settings.microsoft_secret, settings.microsoft_tenant,
            stand_in(settings.microsoft_at),
        )  # fmt: skip
    return found


def stand_in(address: str) -> str:
    """The address of a stand-in for tests, which is on this machine; raises ValueError."""
    parts = urlsplit(address)
    if address and not (
        parts.scheme == "http" and _is_here(parts.hostname or "") and parts.path in ("", "/")
    ):
        raise ValueError("a stand-in is at http://127.0.0.1 and a port")
    return address.rstrip("/")


def _is_here(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def allowed(settings: Settings) -> Callable[[str], bool]:
    """Which addresses may be asked: the whole world's, and this machine's for a stand-in alone."""
    if not (settings.google_at or settings.microsoft_at):
        return is_public
    return lambda address: is_public(address) or _is_here(address)
