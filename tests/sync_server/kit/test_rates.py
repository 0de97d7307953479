"""Rate limits and addresses: each counts for itself, and nobody passes for somebody else."""

from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.requests import Request

from sync_server.kit.address import address_of, neighbourhood
from sync_server.kit.problem import TooMany
from sync_server.kit.rates import Rates
from sync_server.settings import Settings


def request(peer: str, forwarded: list[str], trusted: tuple[str, ...]) -> Request:
    app = Starlette()
    app.state.settings = Settings(Path(), trusted_proxies=trusted)
    headers = [(b"x-forwarded-for", value.encode()) for value in forwarded]
    scope = {"type": "http", "app": app, "headers": headers, "client": (peer, 1) if peer else None}
    return Request(scope)


@pytest.mark.parametrize(
    ("peer", "forwarded", "trusted", "address"),
    [
        ("10.0.0.1", [], (), "10.0.0.1"),
        ("10.0.0.1", ["1.2.3.4"], (), "10.0.0.1"),
        ("10.0.0.1", ["1.2.3.4"], ("10.0.0.1",), "1.2.3.4"),
        ("10.0.0.1", ["6.6.6.6, 1.2.3.4"], ("10.0.0.0/8",), "1.2.3.4"),
        ("10.0.0.1", ["6.6.6.6, 1.2.3.4, 10.0.0.2"], ("10.0.0.0/8",), "1.2.3.4"),
        ("10.0.0.1", ["6.6.6.6", "1.2.3.4"], ("10.0.0.1",), "1.2.3.4"),
        ("9.9.9.9", ["1.2.3.4"], ("10.0.0.1",), "9.9.9.9"),
        ("::ffff:10.0.0.1", ["1.2.3.4"], ("10.0.0.0/8",), "1.2.3.4"),
        ("10.0.0.1", ["nonsense"], ("10.0.0.1",), "nonsense"),
        ("", ["1.2.3.4"], ("10.0.0.1",), ""),
    ],
)
def test_a_forwarded_address_is_believed_as_far_as_the_proxies_are_trusted(
    peer: str, forwarded: list[str], trusted: tuple[str, ...], address: str
) -> None:
    assert address_of(request(peer, forwarded, trusted)) == address


@pytest.mark.parametrize(
    ("address", "one"),
    [
        ("1.2.3.4", "1.2.3.4"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("::ffff:1.2.3.4", "1.2.3.4"),
        ("x" * 100, "x" * 64),
    ],
)
def test_a_network_counts_as_one(address: str, one: str) -> None:
    assert neighbourhood(address) == one


def test_what_is_too_much_says_when_to_come_back_and_others_go_on() -> None:
    rates = Rates()
    for _ in range(3):
        rates.take("3/minute", "sign-in", "anna")
    with pytest.raises(TooMany) as caught:
        rates.take("3/minute", "sign-in", "anna")
    assert 0 < int(caught.value.headers["Retry-After"]) <= 60
    assert caught.value.headers["RateLimit-Policy"] == '"sign-in";q=3;w=60'
    rates.take("3/minute", "sign-in", "ben")
    rates.take("3/minute", "sign-up", "anna")
