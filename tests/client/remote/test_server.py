"""The server over HTTP: what fails says what it is, and only `invalid_grant` ends a session."""

from __future__ import annotations

import gzip
import ssl
import threading
from typing import Any

import httpx
import pytest
import zstandard

from client.errors import (
    BadRequest,
    CertificateWrong,
    ClientError,
    NotPaddock,
    Refused,
    ServerAway,
    SignInNeeded,
    TooLarge,
    TooSlow,
)
from client.remote.bodies import unpack
from client.remote.http import PATIENCE, Http, checked_address
from client.remote.oauth import Pkce
from client.store import Store
from client.store.account import account_of
from client.sync.engine import Engine
from client.sync.signing import SignIn, sign_out
from client.sync.status import read_status
from tests.client.remote.conftest import URL, remote_of, sign_in
from tests.client.remote.serving import Served, transport_to
from tests.client.store import making
from tests.client.store.making import add_vehicle

JSON = {"content-type": "application/json"}


def failing(error: Exception) -> httpx.MockTransport:
    def fail(_: httpx.Request) -> httpx.Response:
        raise error

    return httpx.MockTransport(fail)


def answering(status: int, headers: dict[str, str], body: bytes) -> httpx.MockTransport:
    stream = httpx.ByteStream(body)
    return httpx.MockTransport(lambda _: httpx.Response(status, headers=headers, stream=stream))


def wrong_certificate() -> Exception:
    error = httpx.ConnectError("[SSL: CERTIFICATE_VERIFY_FAILED]")
    error.__cause__ = ssl.SSLCertVerificationError("self-signed certificate")
    return error


@pytest.mark.parametrize(
    ("transport", "kind", "words"),
    [
        (failing(httpx.ConnectError("refused")), ServerAway, "cannot be reached"),
        (failing(httpx.ReadTimeout("late")), ServerAway, "in time"),
        (failing(httpx.RemoteProtocolError("half")), ServerAway, "in part"),
        (failing(wrong_certificate()), CertificateWrong, "certificate"),
        (answering(200, {"content-type": "text/html"}, b"<h1>Wi-Fi"), NotPaddock, "no Paddock"),
        (answering(302, {"location": "http://x/"}, b""), NotPaddock, "no Paddock"),
        (answering(511, JSON, b"{}"), NotPaddock, "no Paddock"),
        (answering(404, {"content-type": "text/html"}, b"no"), NotPaddock, "no Paddock"),
        (answering(404, JSON, b"{}"), NotPaddock, "no Paddock"),
        (answering(200, JSON, b'{"name": "else'), ServerAway, "in part"),
        (answering(200, JSON, b'{"name": "else"}'), NotPaddock, "understand"),
        (answering(502, {"content-type": "text/html"}, b"proxy"), ServerAway, "no time"),
        (answering(500, JSON, b"{}"), ServerAway, "has a fault"),
        (answering(408, JSON, b'{"code": "too_slow"}'), TooSlow, "too slowly"),
        (answering(408, {"content-type": "text/html"}, b"proxy"), TooSlow, "too slowly"),
    ],
)
def test_each_failure_is_told_as_what_it_is(
    store: Store, transport: httpx.BaseTransport, kind: type[ClientError], words: str
) -> None:
    with pytest.raises(ServerAway) as raised:
        SignIn(store, URL, transport=transport)
    assert type(raised.value) is kind
    assert words in raised.value.message
    assert raised.value.hint
    assert raised.value.exit_status == 4
    assert store.read(lambda reader: account_of(reader.connection)) is None


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        ({"content-type": "text/html"}, b"<h1>413"),
        ({}, b""),
        (JSON, b'{"code": "too_large", "detail": "more than 8 MiB"}'),
    ],
)
def test_a_message_too_large_is_told_by_the_server_and_by_what_stands_before_it(
    headers: dict[str, str], body: bytes
) -> None:
    with pytest.raises(TooLarge) as raised:
        Http(URL, answering(413, headers, body)).call("POST", "/sync/push", body=b"x")
    assert raised.value.status == 413


def test_an_answer_is_waited_for_while_the_body_may_be_on_the_way() -> None:
    waited: list[float] = []

    def answer(request: httpx.Request) -> httpx.Response:
        waited.append(request.extensions["timeout"]["read"])
        return httpx.Response(200, headers=JSON, stream=httpx.ByteStream(b"{}"))

    http = Http(URL, httpx.MockTransport(answer))
    for size in (0, 80 * 1024, 5 * 2**20):
        http.call("POST", "/sync/push", body=bytes(size))
    assert waited == [PATIENCE, PATIENCE + 10, PATIENCE + 32]


def test_too_much_too_fast_tells_when_to_come_back() -> None:
    http = Http(URL, answering(429, {**JSON, "retry-after": "17"}, b"{}"))
    with pytest.raises(ServerAway) as raised:
        http.call("GET", "/account")
    assert raised.value.retry_after == 17


def test_a_body_is_read_within_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("client.remote.bodies.MOST_UNPACKED", 1000)
    for encoding, pack in (("zstd", zstandard.compress), ("gzip", gzip.compress), ("", bytes)):
        assert unpack(pack(b"a" * 1000), encoding) == b"a" * 1000
        with pytest.raises(ServerAway, match="longer"):
            unpack(pack(b"a" * 1001), encoding)
    for encoding in ("zstd", "gzip"):
        with pytest.raises(ServerAway, match="in part"):
            unpack(b"nothing", encoding)
    with pytest.raises(ServerAway, match="in part"):
        unpack(gzip.compress(b"abcdefghijk" * 20)[:-9], "gzip")


@pytest.mark.parametrize(
    "server",
    [
        "ftp://x",
        "https://",
        "https://a/?q=1",
        "https://user@x",
        "http://example.org",
        "https://x:0",
    ],
)
def test_an_address_that_cannot_be_is_refused(server: str) -> None:
    with pytest.raises(BadRequest):
        checked_address(server)


def test_an_address_is_completed() -> None:
    assert checked_address(" garage.example.org/ ") == "https://garage.example.org"
    assert checked_address("http://127.0.0.1:8765/") == "http://127.0.0.1:8765"
    assert checked_address("127.0.0.1:8765") == "http://127.0.0.1:8765"
    assert checked_address("localhost:8765/") == "http://localhost:8765"


def test_two_profiles_sync_over_http(tmp_path: Any, served: Served, store: Store) -> None:
    id_ = add_vehicle(store, "Herbie", year=1963)
    sign_in(store, served)
    remote = remote_of(store, served)
    assert Engine(store, remote).sync().sent == 1
    with Store(tmp_path / "other", making.Clock()) as other:
        sign_in(other, served, "B")
        second = remote_of(other, served)
        assert Engine(other, second).sync().received == 1
        assert making.vehicle(other, id_).name == "Herbie"
        second.close()
    remote.close()
    status = store.read(read_status)
    assert (status.state, status.waiting, status.kept) == ("synced", 0, 0)


def test_a_worn_token_is_replaced_without_a_word(store: Store, served: Served) -> None:
    sign_in(store, served)
    remote = remote_of(store, served)
    remote.account()
    served.access.clear()
    assert remote.account().id == "ann"
    remote.close()


def test_a_server_that_is_away_while_it_refreshes_ends_no_session(
    store: Store, served: Served
) -> None:
    sign_in(store, served)
    remote = remote_of(store, served)
    served.lose_token = 1
    with pytest.raises(ServerAway):
        remote.account()
    served.instead = lambda path: (
        (200, {"content-type": "text/html"}, b"Wi-Fi") if path == "/oauth/token" else None
    )
    with pytest.raises(NotPaddock):
        remote.account()
    served.instead = lambda _: None
    assert remote.account().id == "ann"
    remote.close()


def test_a_session_that_was_ended_leaves_what_is_here(store: Store, served: Served) -> None:
    sign_in(store, served)
    add_vehicle(store, "Unsent")
    served.tokens.clear()
    remote = remote_of(store, served)
    with pytest.raises(SignInNeeded) as raised:
        Engine(store, remote).sync()
    assert raised.value.exit_status == 5
    remote.close()
    status = store.read(read_status)
    assert (status.state, status.waiting) == ("signed_out", 1)
    assert making.names(store) == ["Unsent"]
    sign_in(store, served, "B")
    remote = remote_of(store, served)
    assert Engine(store, remote).sync().sent == 1
    remote.close()


def test_of_many_who_want_a_token_one_refreshes(store: Store, served: Served) -> None:
    sign_in(store, served)
    remote = remote_of(store, served)
    before = served.count
    found: list[str] = []
    threads = [threading.Thread(target=lambda: found.append(remote.token())) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert served.count == before + 1
    assert len(set(found)) == 1
    remote.close()


def test_a_profile_stays_with_its_account(store: Store, served: Served) -> None:
    served.pairs["C"] = "bob"
    sign_in(store, served)
    remote = remote_of(store, served)
    Engine(store, remote).sync()
    remote.close()
    with pytest.raises(BadRequest, match="belongs to ann"):
        sign_in(store, served, "C")
    account = store.read(lambda reader: account_of(reader.connection))
    assert account is not None
    assert account.person == "ann"


def test_signing_out_tells_the_server_and_keeps_everything(store: Store, served: Served) -> None:
    add_vehicle(store, "Herbie")
    sign_in(store, served)
    sign_out(store, everywhere=True, transport=transport_to(served))
    assert served.tokens == {}
    assert making.names(store) == ["Herbie"]
    assert store.read(read_status).state == "signed_out"


def test_the_browser_s_answer_has_to_be_to_this_question(served: Served) -> None:
    http = Http(URL, transport_to(served))
    http.close()
    proof = Pkce(http, served.issuer, "http://127.0.0.1:5/callback")
    good = {"code": "c", "state": proof.state, "iss": served.issuer}
    assert proof.code_of(good) == "c"
    for bad in ({**good, "state": "x"}, {**good, "iss": "http://evil"}, {"code": "c"}):
        with pytest.raises(NotPaddock):
            proof.code_of(bad)
    with pytest.raises(SignInNeeded):
        proof.code_of({"state": proof.state, "iss": served.issuer, "error": "access_denied"})


def test_a_problem_of_the_server_keeps_its_words(store: Store, served: Served) -> None:
    sign_in(store, served)
    remote = remote_of(store, served)
    served.instead = lambda path: (
        (403, {"content-type": "application/problem+json"},
         b'{"code": "forbidden", "detail": "not yours", "hint": "ask the owner"}')
        if path.startswith("/spaces") else None
    )  # fmt: skip
    with pytest.raises(Refused) as raised:
        remote.members("x")
    assert (raised.value.problem, str(raised.value)) == ("forbidden", "not yours; ask the owner")
    remote.close()
