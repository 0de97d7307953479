"""Somebody without a token: nothing they send is read, unpacked or kept on the way."""

import re
from pathlib import Path

import pytest
import zstandard

from sync_server.kit.bodies import MOST_SENT
from sync_server.settings import Settings
from tests.sync_server.templates import with_tables
from tests.sync_server.visiting import Server, serving


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """One database: nobody comes as far as it."""
    return Settings(with_tables(tmp_path / "server"))


def test_what_a_stranger_sends_is_not_even_read(settings: Settings) -> None:
    with serving(settings) as server:
        paths = server.app.openapi()["paths"].items()
        asked = [
            (method, re.sub(r"\{\w+\}", "x", path))
            for path, methods in paths
            for method in methods
            if method in ("post", "put", "patch", "delete") and not path.startswith("/oauth/")
        ]
        assert len(asked) > 20
        headers = {"Content-Encoding": "gzip", "Content-Type": "application/json"}
        for method, path in asked:
            answer = server.ask(method.upper(), path, content=b"{broken", headers=headers)
            assert answer.status_code == 401, (method, path)
            assert answer.headers["cache-control"] == "no-store", (method, path)


def test_what_is_short_by_nature_is_unpacked_as_far_as_that(settings: Settings) -> None:
    with serving(settings) as server:
        tokens = server.paired(server.person())
        bomb = zstandard.ZstdCompressor().compress(b" " * (MOST_SENT + 1))
        assert len(bomb) < 1000
        more = {"content": bomb, "headers": {"Content-Encoding": "zstd"}}
        more["headers"] |= {"Authorization": f"Bearer {tokens['access_token']}"}
        assert server.ask("PATCH", "/account", **more).status_code == 413
        assert server.ask("PATCH", "/account", content=b" " * (MOST_SENT + 1)).status_code == 401


@pytest.mark.parametrize("method", ["HEAD", "OPTIONS", "TRACE", "CONNECT", "FOO", "PUT", "DELETE"])
def test_a_method_that_nobody_asked_for_does_nothing(settings: Settings, method: str) -> None:
    with serving(settings) as server:
        for path in ("/sign-in", "/", "/oauth/token", "/sync/push", "/dav/", "/feeds/x.ics", "/x"):
            answer = server.ask(method, path)
            # Pages are looked at by HEAD as by GET.
            looked_at = (200, 303) if method == "HEAD" and path in ("/", "/sign-in") else ()
            assert answer.status_code in (401, 404, 405, *looked_at), path
            assert "access-control-allow-origin" not in answer.headers
            assert answer.headers["cache-control"] == "no-store"
            assert answer.headers["x-frame-options"] == "DENY"


@pytest.mark.parametrize(
    "path",
    ["/../etc/passwd", "/style...%2f.css", "/style.%00.css", "/style.x/../../pages/home.html",
     "/feeds/..%2f..%2fx.ics", "/join/..%2f..%2fetc%2fpasswd", "/%2e%2e/%2e%2e/etc/passwd"],
)  # fmt: skip
def test_a_path_leads_to_no_file(settings: Settings, path: str) -> None:
    with serving(settings) as server:
        answer = server.ask("GET", path)
        assert "root:" not in answer.text
        assert "{%" not in answer.text
        sheet = answer.headers["content-type"].startswith("text/css")
        assert sheet or answer.status_code in (404, 405)


def test_the_live_line_takes_its_token_from_the_header_alone(settings: Settings) -> None:
    """A browser sends no such header: a page of another site that opens it is nobody."""
    with serving(settings) as server:
        token = server.paired(server.person())["access_token"]
        told = {
            f"access_token={token}": closed(server, f"access_token={token}"),
            "cookie": closed(server, "", (b"cookie", f"paddock={token}".encode())),
            "protocol": closed(server, "", (b"sec-websocket-protocol", token.encode())),
        }
        assert set(told.values()) == {4401}


def closed(server: Server, query: str, *headers: tuple[bytes, bytes]) -> int:
    """With which code a socket was closed."""
    said: list[int] = []

    async def receive() -> dict[str, str]:
        return {"type": "websocket.connect"}

    async def send(message: dict[str, int]) -> None:
        if "code" in message:
            said.append(message["code"])

    scope = {
        "type": "websocket", "path": "/live", "query_string": query.encode(),
        "headers": [(b"origin", b"https://evil.example"), *headers], "subprotocols": [],
        "client": ("127.0.0.1", 1), "app": server.app, "state": {},
    }  # fmt: skip
    server.run(server.app(scope, receive, send))
    return said[0]
