"""Where a request comes from: believed from a proxy only if whoever runs the server trusts it."""

from __future__ import annotations

from collections.abc import Sequence
from ipaddress import IPv6Address, ip_address, ip_network

from starlette.requests import HTTPConnection

THIS_MACHINE = frozenset(("127.0.0.1", "::1", "localhost"))
"""Names of hosts to which nothing goes over a network."""


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


def network_of(connection: HTTPConnection) -> str:
    """The network of whoever calls, as far as it may be kept and shown: no more than a hint.

    Of IPv4 the first three parts, of IPv6 the first three groups. "" where the address is only that
    of a proxy that nobody trusts: it would be the same for everybody.
    """
    address = address_of(connection)
    trusted: Sequence[str] = connection.app.state.settings.trusted_proxies
    if _is_trusted(address, trusted) or (
        "x-forwarded-for" in connection.headers
        and (not connection.client or not _is_trusted(connection.client.host, trusted))
    ):
        return ""
    try:
        parsed = ip_address(address)
    except ValueError:
        return ""
    if isinstance(parsed, IPv6Address) and parsed.ipv4_mapped:
        parsed = parsed.ipv4_mapped
    if isinstance(parsed, IPv6Address):
        return str(ip_network((parsed, 48), strict=False).network_address)
    return f"{str(parsed).rpartition('.')[0]}.x"


def _is_trusted(address: str, trusted: Sequence[str]) -> bool:
    try:
        parsed = ip_address(address)
        if isinstance(parsed, IPv6Address) and parsed.ipv4_mapped:
            # How a socket for both calls those of IPv4.
            parsed = parsed.ipv4_mapped
        return any(parsed in ip_network(proxy, strict=False) for proxy in trusted)
    except ValueError:
        return False
