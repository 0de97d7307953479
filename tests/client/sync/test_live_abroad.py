"""The live line takes the way of the requests: over TLS, the same trust and the same proxy."""

from __future__ import annotations

import base64
import os
import ssl
from collections.abc import Iterator
from pathlib import Path

import certifi
import pytest

from client.errors import CertificateWrong, ServerAway
from client.operations import records
from client.remote import way
from client.remote.http import Http
from client.remote.live_socket import LiveSocket, TokenWorn
from client.remote.server import greet
from tests.certificates import Authority
from tests.client.store.making import add_vehicle
from tests.client.sync.connect_proxy import ConnectProxy, connect_proxy
from tests.client.sync.real_server import RealServer, running
from tests.client.sync.test_live import Desk

_WORDS = ("ssl_cert_file", "ssl_cert_dir", "http_proxy", "https_proxy", "all_proxy", "no_proxy")


@pytest.fixture(autouse=True)
def plain_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    """This computer's settings name neither a proxy nor whom to trust."""
    for name in _WORDS:
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


@pytest.fixture
def authority(tmp_path: Path) -> Authority:
    """Signs the server's certificate, and is known to nobody."""
    return Authority(tmp_path / "authority")


@pytest.fixture
def server(tmp_path: Path, authority: Authority) -> Iterator[RealServer]:
    """The real server, over TLS."""
    with running(tmp_path / "server", authority.certificate("127.0.0.1")) as made:
        yield made


@pytest.fixture
def proxy() -> Iterator[ConnectProxy]:
    with connect_proxy() as made:
        yield made


def hears(server: RealServer) -> None:
    """The live line stands: the server itself says that it knows no such token."""
    socket = LiveSocket(server.address, "none of ours")
    with pytest.raises(TokenWorn):
        socket.next(60)
    socket.close()


def answers(server: RealServer) -> None:
    """A request is answered."""
    http = Http(server.address)
    assert greet(http).name == "Paddock"
    http.close()


def test_a_private_authority_that_is_named_is_believed_by_both(
    server: RealServer, authority: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert server.address.startswith("https:")
    for asks in (answers, hears):
        with pytest.raises(CertificateWrong):
            asks(server)
    monkeypatch.setenv("SSL_CERT_FILE", os.fspath(authority.file))
    for asks in (answers, hears):
        asks(server)
    other = Authority(authority.folder / "other")
    monkeypatch.setenv("SSL_CERT_FILE", os.fspath(other.file))
    for asks in (answers, hears):
        with pytest.raises(CertificateWrong):
            asks(server)


@pytest.mark.parametrize("whose", ["this computer", "browsers"])
def test_an_authority_that_everybody_believes_is_believed_by_both(
    server: RealServer, authority: Authority, monkeypatch: pytest.MonkeyPatch, whose: str
) -> None:
    def of_this_computer(context: ssl.SSLContext) -> None:
        context.load_verify_locations(authority.file)

    if whose == "this computer":
        monkeypatch.setattr(ssl.SSLContext, "set_default_verify_paths", of_this_computer)
    else:
        monkeypatch.setattr(certifi, "where", lambda: os.fspath(authority.file))
    way._trusted.cache_clear()
    try:
        answers(server)
        hears(server)
    finally:
        way._trusted.cache_clear()


def test_an_edit_comes_at_once_where_only_a_proxy_leads_to_the_server(
    server: RealServer, authority: Authority, proxy: ConnectProxy, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setenv("SSL_CERT_FILE", os.fspath(authority.file))
    monkeypatch.setenv("HTTPS_PROXY", f"http://jo:p%40ss@{proxy.address}")
    person = server.person()
    both = Desk(tmp_path / "one", server, person), Desk(tmp_path / "other", server, person)
    one, other = both
    try:
        for desk in both:
            desk.start()
        id_ = add_vehicle(one.store, "Herbie")
        other.sees(id_, "Herbie")
        before = server.pulls
        records.edit(one.store, id_, {"name": "Berta"})
        other.sees(id_, "Berta")
        assert server.pulls == before
    finally:
        for desk in both:
            desk.close()
    told = "Basic " + base64.b64encode(b"jo:p@ss").decode()
    assert set(proxy.asked) == {(server.address.removeprefix("https://"), told)}


def test_the_live_line_takes_the_proxy_that_the_requests_take(
    server: RealServer, authority: Authority, proxy: ConnectProxy, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", os.fspath(authority.file))
    for name in ("https_proxy", "all_proxy"):
        monkeypatch.setenv(name, proxy.address)
        for asks in (answers, hears):
            before = len(proxy.asked)
            asks(server)
            assert len(proxy.asked) == before + 1
        monkeypatch.setenv("no_proxy", "example.org,127.0.0.1")
        for asks in (answers, hears):
            before = len(proxy.asked)
            asks(server)
            assert len(proxy.asked) == before
        monkeypatch.delenv("no_proxy")
        monkeypatch.delenv(name)


def test_a_proxy_that_leads_nowhere_is_a_server_that_is_away(
    server: RealServer, authority: Authority, proxy: ConnectProxy, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", os.fspath(authority.file))
    proxy.refuses = True
    for named in (proxy.address, "socks://127.0.0.1:1", "http://"):
        monkeypatch.setenv("https_proxy", named)
        for asks in (answers, hears):
            with pytest.raises(ServerAway) as away:
                asks(server)
            assert not isinstance(away.value, TokenWorn | CertificateWrong)


def test_a_proxy_is_spoken_with_over_tls_where_its_address_says_so(
    server: RealServer, authority: Authority, proxy: ConnectProxy, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", os.fspath(authority.file))
    proxy.socket = authority.certificate("127.0.0.1").wrap_socket(proxy.socket, server_side=True)
    monkeypatch.setenv("https_proxy", f"https://{proxy.address}")
    for asks in (answers, hears):
        asks(server)
    assert len(proxy.asked) == 2
    monkeypatch.setenv("SSL_CERT_FILE", os.fspath(Authority(authority.folder / "x").file))
    for asks in (answers, hears):
        with pytest.raises(CertificateWrong):
            asks(server)
