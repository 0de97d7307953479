"""The installation of packaging/compose.yaml, on this machine: PostgreSQL, two servers, Caddy."""

import asyncio
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest
import websockets

from tests.end_to_end.serving import ROOT, ServerProcess, until
from tests.ports import free_port
from tests.sync_server.live.test_live import hear

GUESSES = 20
GLOBALS = "{\n\tadmin off\n\tauto_https off\n\tdefault_bind 127.0.0.1\n}\n"


class Installed:
    """The proxy's address, and the servers behind it."""

    def __init__(self, url: str, servers: list[ServerProcess]) -> None:
        self.url = url
        self.servers = servers

    def guess(self, place: str, code: str = "0000-0000", **headers: str) -> httpx.Response:
        """Ask for a token with a pair code, from an address of this machine."""
        asked = {
            "grant_type": "urn:paddock:params:oauth:grant-type:pair",
            "client_id": "paddock-desktop",
            "pair_code": code,
            "device": "00000000000000d1",
            "device_name": "Phone",
        }
        with httpx.Client(transport=httpx.HTTPTransport(local_address=place)) as http:
            return http.post(f"{self.url}/oauth/token", data=asked, headers=headers)


@pytest.fixture
def installed(
    new_postgresql: Callable[[], str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Installed]:
    """All of it, where the machine has the proxy."""
    caddy = shutil.which("caddy")
    if caddy is None:
        what = "caddy is not installed: the servers are not tried behind their proxy"
        if os.environ.get("PADDOCK_REQUIRE_INTEROP") == "1":
            pytest.fail(what)
        pytest.skip(what)
    url = f"http://127.0.0.1:{free_port()}"
    monkeypatch.setenv("PADDOCK_SERVER_DATABASE", new_postgresql())
    monkeypatch.setenv("PADDOCK_SERVER_URL", url)
    monkeypatch.setenv("PADDOCK_SERVER_TRUSTED_PROXIES", "127.0.0.1/32")
    servers = [ServerProcess(tmp_path / name) for name in ("one", "other")]
    text = (ROOT / "packaging" / "Caddyfile").read_text(encoding="utf-8")
    for n, server in enumerate(servers, 1):
        text = text.replace(f"server-{n}:8765", f"127.0.0.1:{server.port}")
    assert ":8765" not in text
    file = tmp_path / "Caddyfile"
    file.write_text(GLOBALS + text.replace("{$PADDOCK_HOST}", url), encoding="utf-8")
    proxy = None
    try:
        for server in servers:
            server.start()
        with (tmp_path / "caddy.log").open("wb") as log:
            proxy = subprocess.Popen(
                [caddy, "run", "--config", str(file)], env=os.environ | {"HOME": str(tmp_path)},
                stdout=log, stderr=log,
            )  # fmt: skip
        until(lambda: proxy.poll() is not None or _answers(url), "the proxy")
        assert proxy.poll() is None, (tmp_path / "caddy.log").read_text()[-2000:]
        yield Installed(url, servers)
    finally:
        if proxy is not None:
            proxy.terminate()
            proxy.wait(60)
        for server in servers:
            server.stop()


def _answers(url: str) -> bool:
    try:
        return httpx.get(f"{url}/health").status_code == 200
    except httpx.TransportError:
        return False


def test_people_reach_two_servers_through_the_proxy_each_as_who_they_are(
    installed: Installed,
) -> None:
    one, other = installed.servers
    assert httpx.get(f"{installed.url}/metrics", timeout=60).status_code == 404
    for server in installed.servers:
        assert subprocess.run(_health_check(server.port)).returncode == 0

    # The addresses of people are told apart, whichever server answers, and cannot be made up.
    answers = [
        installed.guess("127.0.0.2", **{"X-Forwarded-For": f"10.1.1.{n}"}).status_code
        for n in range(GUESSES + 1)
    ]
    assert answers == [400] * GUESSES + [429]
    for server in installed.servers:
        assert '"/oauth/token"' in server.log.read_text(), "the proxy asked one server only"

    one.command("account", "add", "ann@example.org", "--name", "Ann")
    signed_in = installed.guess("127.0.0.3", one.pair("ann@example.org"))
    assert signed_in.status_code == 200, signed_in.text
    headers = {"Authorization": f"Bearer {signed_in.json()['access_token']}"}
    asyncio.run(_hears_itself(installed.url, headers))

    # One server goes; people go on with the other.
    one.stop()
    for _ in range(4):
        assert httpx.get(f"{installed.url}/spaces", headers=headers, timeout=60).status_code == 200
    assert other.url != one.url


async def _hears_itself(url: str, headers: dict[str, str]) -> None:
    """The live channel through the proxy, and what another request makes it say."""
    live = url.replace("http", "ws", 1) + "/live"
    async with (
        websockets.connect(live, additional_headers=headers, compression=None) as socket,
        httpx.AsyncClient(base_url=url, headers=headers, timeout=60) as http,
    ):
        assert (await hear(socket))["type"] == "ready"
        made = await http.post("/spaces", json={"name": "Club", "kind": "club"})
        assert made.status_code in (200, 201), made.text
        assert (await hear(socket))["type"] == "spaces"


def _health_check(port: int) -> list[str]:
    """What the image says that a container is well by, for a server of this machine."""
    text = (ROOT / "packaging" / "Containerfile").read_text(encoding="utf-8")
    found = re.search(r'HEALTHCHECK .*\n +CMD \["[^"]+", "-c", "([^"]+)"\]', text)
    assert found is not None
    return [sys.executable, "-c", found[1].replace(":8765", f":{port}")]
