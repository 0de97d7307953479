"""The way to the server leads through the proxy that this computer's settings name."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from client.errors import ServerAway
from client.remote.http import Http
from client.remote.server import greet

SERVER = "http://127.0.0.1:1"
"""Nobody listens there."""
GREETING = {"name": "Paddock", "version": "1", "schema": 1, "epoch": "e", "issuer": SERVER}


class Proxy(BaseHTTPRequestHandler):
    """Answers for every server, with a cookie that nobody asked for."""

    asked: list[tuple[str, str | None]]

    def do_GET(self) -> None:
        self.asked.append((self.path, self.headers.get("cookie")))
        body = json.dumps(GREETING).encode()
        self.send_response(200)
        for name, value in (
            ("Content-Type", "application/json"),
            ("Content-Length", str(len(body))),
            ("Set-Cookie", "worn=1"),
        ):
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing is logged."""


@pytest.fixture
def proxy(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A proxy's address; the environment names no other."""
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    Proxy.asked = []
    with HTTPServer(("127.0.0.1", 0), Proxy) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.mark.parametrize("name", ["http_proxy", "all_proxy"])
def test_the_server_is_reached_through_the_proxy_and_no_cookie_is_kept(
    proxy: str, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv(name, proxy)
    http = Http(SERVER)
    assert greet(http).name == greet(http).name == "Paddock"
    http.close()
    assert Proxy.asked == [(f"{SERVER}/.well-known/paddock", None)] * 2


def test_a_server_that_the_settings_except_is_reached_without_it(
    proxy: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", f"http://{proxy}")
    monkeypatch.setenv("no_proxy", "example.org,127.0.0.1")
    http = Http(SERVER)
    with pytest.raises(ServerAway):
        greet(http)
    http.close()
    assert not Proxy.asked
