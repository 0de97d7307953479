"""Foreign OAuth clients, each a program of its own, against a server that really runs."""

import json
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests import forked
from tests.ports import free_port
from tests.sync_server.visiting import forms_of

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[2]
CALLBACK = "http://127.0.0.1:49152/callback"
PASSWORD = "lamp ocean ticket rubber"
PATIENCE_SECONDS = 60


def missing(what: str) -> None:
    """Skip, saying what is missing; fail where interop is required."""
    if os.environ.get("PADDOCK_REQUIRE_INTEROP") == "1":
        pytest.fail(what)
    pytest.skip(what)


@pytest.fixture(scope="session")
def clients() -> Path:
    """The folder with the clients, installed as their lock says."""
    npm = shutil.which("npm")
    if not npm or not shutil.which("node"):
        missing("node and npm are not installed (Debian: apt install nodejs npm)")
    folder = ROOT / ".cache" / "interop" / "oauth"
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("package.json", "package-lock.json", ".npmrc"):
        shutil.copy(HERE / name, folder / name)
    for script in HERE.glob("*.mjs"):
        shutil.copy(script, folder)
    command = [str(npm), "ci", "--no-audit", "--no-fund", "--ignore-scripts", "--prefer-offline"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=300)
    if done.returncode != 0:
        missing(f"npm ci could not install the clients: {done.stderr[-300:]}")
    return folder


@pytest.fixture(scope="module")
def issuer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server that runs, with one account."""
    data = tmp_path_factory.mktemp("server")
    folder = ("--data", str(data))
    port = free_port()
    add = ("account", "add", "anna@example.org", "--name", "Anna", "--password-stdin")
    forked.run("sync_server", (*folder, *add), input=PASSWORD).check_returncode()
    server = forked.start("sync_server", (*folder, "--port", str(port)))
    try:
        address = f"http://127.0.0.1:{port}"
        _until_it_answers(server, f"{address}/.well-known/oauth-authorization-server")
        yield address
    finally:
        server.terminate()
        # Graceful, and then by the signal itself: so uvicorn ends.
        assert server.wait(30) in (0, -signal.SIGTERM)


def _until_it_answers(server: forked.Process, address: str) -> None:
    end = time.monotonic() + PATIENCE_SECONDS
    while server.poll() is None and time.monotonic() < end:
        try:
            if httpx.get(address, verify=False).status_code == 200:
                return
        except httpx.TransportError:
            time.sleep(0.05)
    pytest.fail("the server does not come up")


class Person:
    """Somebody with a browser, over the network."""

    def __init__(self, issuer: str) -> None:
        self.client = httpx.Client(base_url=issuer, timeout=PATIENCE_SECONDS)

    def __enter__(self) -> "Person":
        return self

    def __exit__(self, *_: object) -> None:
        self.client.close()

    def open(self, address: str) -> httpx.Response:
        """Open the address, and sign in where that is asked."""
        page = self.client.get(address, follow_redirects=True)
        return self.send(page, "/sign-in", email="anna@example.org", password=PASSWORD)

    def send(self, page: httpx.Response, action: str, **typed: str) -> httpx.Response:
        """Send the page's form; go on as long as it leads to this server."""
        [form] = [form for form in forms_of(page.text) if form.action == action][:1]
        answer = self.client.post(action, data={**form.fields, **typed})
        while answer.is_redirect and not answer.headers["location"].startswith(CALLBACK):
            answer = self.client.get(answer.headers["location"])
        return answer


def started(clients: Path, script: str, *arguments: str) -> subprocess.Popen[str]:
    """A client that has begun to sign in."""
    return subprocess.Popen(
        ["node", script, *arguments],
        cwd=clients,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def told(client: subprocess.Popen[str], typed: str = "") -> dict[str, object]:
    """What the client says in the end."""
    out, complained = client.communicate(typed, timeout=PATIENCE_SECONDS)
    assert client.returncode == 0, complained
    said: dict[str, object] = json.loads(out)
    return said


@pytest.mark.parametrize("script", ["oauth4webapi.mjs", "openid-client.mjs"])
def test_a_client_signs_in_refreshes_and_signs_out(clients: Path, issuer: str, script: str) -> None:
    client = started(clients, script, issuer, CALLBACK)
    assert client.stdout is not None
    with Person(issuer) as person:
        page = person.open(client.stdout.readline().strip())
        answer = person.send(page, "/oauth/authorize", decision="yes")
    said = told(client, answer.headers["location"] + "\n")
    assert said["rotated"] is True
    assert said["active"] == [True, False]
    assert said["error"] == "invalid_grant"
    assert said["subject"]


def test_a_device_signs_in_with_a_code_that_is_typed_elsewhere(clients: Path, issuer: str) -> None:
    client = started(clients, "openid-client.mjs", issuer, CALLBACK, "device")
    assert client.stdout is not None
    with Person(issuer) as person:
        page = person.open(client.stdout.readline().strip())
        asked = person.send(page, "/device")
        done = person.send(asked, "/device", decision="yes")
    assert "The device is signed in" in done.text
    said = told(client)
    assert said["active"] == [True, False]
    assert said["error"] == "invalid_grant"
