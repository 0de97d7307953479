"""The way to a server, for requests and the live line: which proxy, and whom one believes."""

from __future__ import annotations

import os
import ssl
import urllib.request
from functools import cache
from urllib.parse import urlsplit

import httpx

from client.errors import ServerAway
from garage.words import N_, told


def proxy_to(server: str) -> str | None:
    """The proxy that this computer's settings name for a server, if any; raises ServerAway."""
    parts = urlsplit(server)
    proxies = urllib.request.getproxies()
    proxy = proxies.get(parts.scheme) or proxies.get("all")
    if not proxy or urllib.request.proxy_bypass(parts.hostname or ""):
        return None
    if "://" not in proxy:
        proxy = f"http://{proxy}"
    scheme = proxy.partition("://")[0].lower()
    if scheme not in ("http", "https"):
        raise ServerAway(
            told("no way leads through a proxy that speaks {scheme}", scheme=scheme[:20]),
            N_("let this computer's settings name a proxy for HTTP"),
        )
    return proxy


def trusted() -> ssl.SSLContext:
    """Trusts whom SSL_CERT_FILE or SSL_CERT_DIR name, else whom browsers and this computer do."""
    return _trusted(os.environ.get("SSL_CERT_FILE"), os.environ.get("SSL_CERT_DIR"))


@cache
def _trusted(file: str | None, folder: str | None) -> ssl.SSLContext:
    """Read once, which takes 50 ms, for all connections."""
    made = httpx.create_ssl_context()
    if not file and not folder:
        made.load_default_certs()
    return made


def trusted_of(proxy: str | None) -> ssl.SSLContext | None:
    """The same for a proxy that itself is spoken with over TLS; None for all others."""
    return trusted() if proxy is not None and proxy.lower().startswith("https:") else None


def transport(server: str) -> httpx.BaseTransport:
    """What carries requests to a server; raises ServerAway."""
    proxy = proxy_to(server)
    through = httpx.Proxy(proxy, ssl_context=trusted_of(proxy)) if proxy is not None else None
    return httpx.HTTPTransport(verify=trusted(), proxy=through)
