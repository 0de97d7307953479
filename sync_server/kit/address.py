"""Where a request comes from: believed from a proxy only if whoever runs the server trusts it."""

from __future__ import annotations

from collections.abc import Sequence
from ipaddress import IPv6Address, ip_address, ip_network

from starlette.requests import HTTPConnection


def address_of(connection: HTTPConnection) -> str:
    """The address of whoever calls, "" if it has none.

    X-Forwarded-For is read from its end, as far as each hop is trusted: what stands before that
    anybody may have written.
    """
    peer = connection.client.host if connection.client else ""
    trusted: Sequence[str] = connection.app.state.settings.trusted_proxies
    hops = ",".join(connection.headers.getlist("x-forwarded-for")).split(",")
    for hop in reversed([hop.strip() for hop in hops if hop.strip()][-20:]):
        if not _is_trusted(peer, trusted):
            break
        peer = hop
    return peer


def neighbourhood(address: str) -> str:
    """What rate limits count as one: an address; of IPv6 the network of 64 bits."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return address[:64]
    if isinstance(parsed, IPv6Address):
        if parsed.ipv4_mapped:
            return str(parsed.ipv4_mapped)
        return str(ip_network((parsed, 64), strict=False))
    return str(parsed)


def _is_trusted(address: str, trusted: Sequence[str]) -> bool:
    try:
        parsed = ip_address(address)
        return any(parsed in ip_network(proxy, strict=False) for proxy in trusted)
    except ValueError:
        return False
