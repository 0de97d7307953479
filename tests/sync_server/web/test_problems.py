"""Refusals: to a person with a browser a page in their language, to a program a problem."""

import errno
from pathlib import Path
from typing import Any

import httpx
import pytest

from sync_server.kit.bounds import Bounds
from sync_server.kit.problem import MEDIA_TYPE
from sync_server.settings import Settings
from tests.sync_server.visiting import Server

BROWSER = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
PROGRAMS: list[dict[str, str]] = [
    {}, {"Accept": "*/*"}, {"Accept": "application/json"}, {"Accept": "text/*"},
]  # fmt: skip


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """One database: refusals are the same over any."""
    return Settings(tmp_path / "server")


REFUSED = [
    ("GET", "/nowhere", 404, "There is no such page."),
    ("GET", "/sync/push", 405, "This page is not for looking at."),
    ("GET", "/spaces", 401, "This page is for programs."),
    ("GET", "/feeds/none.ics", 404, "There is no such feed."),
    ("DELETE", "/sign-in", 405, "This page is not for looking at."),
]


@pytest.mark.parametrize(("method", "path", "status", "said"), REFUSED)
def test_a_browser_gets_a_page_and_a_program_a_problem(
    server: Server, method: str, path: str, status: int, said: str
) -> None:
    page = server.ask(method, path, headers=BROWSER)
    assert page.status_code == status
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert page.headers["cache-control"] == "no-store"
    assert "default-src 'none'" in page.headers["content-security-policy"]
    assert said in page.text
    assert "<link rel=" in page.text
    for headers in PROGRAMS:
        problem = server.ask(method, path, headers=headers)
        assert problem.status_code == status
        assert problem.headers["content-type"] == MEDIA_TYPE
        assert problem.json()["status"] == status
        for name in ("allow", "www-authenticate", "retry-after"):
            assert page.headers.get(name) == problem.headers.get(name)


def test_the_page_is_in_the_language_of_who_asks(server: Server) -> None:
    page = server.ask("GET", "/nowhere", headers={**BROWSER, "Accept-Language": "de-AT,en;q=0.5"})
    assert '<html lang="de">' in page.text
    assert "Diese Seite gibt es nicht." in page.text


def test_a_server_with_too_much_to_do_says_so_on_a_page(server: Server) -> None:
    server.app._bounds = Bounds(at_once=0)
    page = server.ask("GET", "/sign-in", headers=BROWSER)
    assert page.status_code == 503
    assert page.headers["retry-after"] == "2"
    assert "The server has more to do than it can." in page.text
    problem = server.ask("GET", "/sign-in")
    assert (problem.status_code, problem.headers["retry-after"]) == (503, "2")
    assert problem.json()["code"] == "unavailable"


def test_a_full_disk_is_told_on_a_page(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    async def full(_work: Any) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(server.database, "reading", full)
    monkeypatch.setattr(server.database, "writing", full)
    page = server.ask("GET", "/feeds/some.ics", headers=BROWSER)
    assert page.status_code == 503
    assert "The server&#39;s disk is full." in page.text
    assert server.ask("GET", "/feeds/some.ics").json()["code"] == "disk_full"


def test_a_browser_is_told_of_a_fault_without_what_it_was(
    server: Server, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def broken(*_: Any, **__: Any) -> None:
        raise RuntimeError("a secret")

    async def asked() -> httpx.Response:
        transport = httpx.ASGITransport(server.app, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url="http://server") as client:
            return await client.get("/feeds/some.ics", headers=BROWSER)

    monkeypatch.setattr(server.app.state.publisher, "read", broken)
    page = server.run(asked())
    assert page.status_code == 500
    assert "A fault of the server." in page.text
    assert "secret" not in page.text
    caplog.clear()
