"""Servers of CalDAV, ours and Radicale, and the programs of others that speak with them."""

import re
import signal
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from tests import forked
from tests.ports import free_port
from tests.sync_server.visiting import forms_of

ROOT = Path(__file__).resolve().parents[3]
ANNA = "anna@example.org"
PASSWORD = "lamp ocean ticket rubber"
PATIENCE_SECONDS = 60


@dataclass(frozen=True)
class Account:
    """Where a person's calendars are, and how a program gets in."""

    address: str
    user: str
    password: str


@pytest.fixture(params=["paddock", "radicale"])
def account(request: pytest.FixtureRequest, programs: Path, tmp_path: Path) -> Iterator[Account]:
    """A server with one person: ours, or the peer that every script is held to as well."""
    if request.param == "radicale":
        yield from radicale(programs, tmp_path)
    else:
        yield from paddock(tmp_path)


@pytest.fixture
def ours(tmp_path: Path) -> Iterator[Account]:
    """Our server alone."""
    yield from paddock(tmp_path)


def paddock(tmp_path: Path) -> Iterator[Account]:
    """Ours: the app password comes from the account's page."""
    port = free_port()
    data = ("--data", str(tmp_path / "server"))
    add = ("account", "add", ANNA, "--name", "Anna", "--password-stdin")
    forked.run("sync_server", (*data, *add), input=PASSWORD).check_returncode()
    address = f"http://127.0.0.1:{port}"
    server = forked.start("sync_server", (*data, "--port", str(port)))
    with running(server, f"{address}/health"):
        with httpx.Client(base_url=address, timeout=30, follow_redirects=True) as browser:
            page = browser.get("/app-passwords")
            page = sent(browser, page, "/sign-in", email=ANNA, password=PASSWORD)
            page = sent(browser, page, "/app-passwords", name="Tests")
        found = re.search(r'class="code secret">([\w-]+)<', page.text)
        assert found, page.text
        yield Account(f"{address}/", ANNA, found[1])


def sent(browser: httpx.Client, page: httpx.Response, action: str, **typed: str) -> httpx.Response:
    """The page that follows a form."""
    form = next(form for form in forms_of(page.text) if form.action == action)
    return browser.post(action, data={**form.fields, **typed})


def radicale(programs: Path, tmp_path: Path) -> Iterator[Account]:
    """The peer."""
    port = free_port()
    users = tmp_path / "users"
    users.write_text(f"anna:{PASSWORD}\n")
    command = [
        str(programs / "radicale"), "--server-hosts", f"127.0.0.1:{port}",
        "--storage-filesystem-folder", str(tmp_path / "radicale"), "--auth-type", "htpasswd",
        "--auth-htpasswd-filename", str(users), "--auth-htpasswd-encryption", "plain",
    ]  # fmt: skip
    server = subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    with running(server, f"http://127.0.0.1:{port}/.web/"):
        yield Account(f"http://127.0.0.1:{port}/", "anna", PASSWORD)


class running:  # noqa: N801 - reads as what it is
    """Waits for a server that was started, and ends it at the end of the block."""

    def __init__(self, process: forked.Process, answers: str) -> None:
        self._process, self._answers = process, answers

    def __enter__(self) -> None:
        end = time.monotonic() + PATIENCE_SECONDS
        while self._process.poll() is None and time.monotonic() < end:
            try:
                answer = httpx.get(self._answers, follow_redirects=True, verify=False)
                if answer.status_code < 500:
                    return
            except httpx.TransportError:
                time.sleep(0.05)
        self._process.kill()
        self._process.wait()
        pytest.fail("the server does not come up")

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        assert self._process.wait(30) in (0, -signal.SIGTERM)
