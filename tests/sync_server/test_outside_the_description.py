"""What OpenAPI does not describe has its place too: pages, CalDAV and the live channel."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from sync_server.settings import Settings
from tests.sync_server.templates import with_tables
from tests.sync_server.visiting import Browser, Server, serving

ANYBODY = {
    "/openapi.json", "/style.{version}.css", "/sign-in", "/sign-up", "/sign-up/code", "/forgot",
    "/forgot/code", "/device/done", "/device/refused", "/join/{code}",
}  # fmt: skip
"""Pages that tell nothing of anybody: of a code they tell what it is for only to who signs in."""
ONESELF = {
    "/", "/device", "/devices/sign-out", "/password", "/app-passwords", "/app-passwords/revoke",
    "/delete-account", "/connected-calendars", "/connected-calendars/callback",
    "/connected-calendars/connect", "/connected-calendars/pair", "/connected-calendars/unpair",
    "/connected-calendars/emptied", "/connected-calendars/look", "/connected-calendars/disconnect",
}  # fmt: skip
"""Pages about who is signed in: anybody else is asked to sign in."""
HOLDERS = {"/invited/{token}", "/oauth/authorize", "/sign-out"}
"""Pages for who holds a secret, or comes from an app, or was signed in: each has tests of its own
(`invited/test_by_mail.py`, `oauth/test_authorize.py`, `web/test_pages.py`)."""
PROGRAMS = {"/dav", "/dav/{rest:path}"}
"""For who has an app password: `calendars/test_dav_roles.py` walks what each role may."""
AWAY = {"/.well-known/caldav"}
"""It leads to /dav/."""


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """Over one database: nobody comes as far as it."""
    with serving(Settings(with_tables(tmp_path / "server"))) as made:
        yield made


def routes(found: Iterable[Any]) -> Iterator[tuple[str, str]]:
    """(method, path) of all that is not described."""
    for each in found:
        within = getattr(each, "original_router", None)
        if within is not None:
            yield from routes(within.routes)
        elif not getattr(each, "include_in_schema", True):
            yield from ((method, each.path) for method in each.methods)


def address(path: str) -> str:
    return re.sub(r"\{[^}]+\}", "x", path)


def test_every_route_that_is_not_described_has_a_place(server: Server) -> None:
    places = [ANYBODY, ONESELF, HOLDERS, PROGRAMS, AWAY]
    assert {path for _, path in routes(server.app.routes)} == set().union(*places)
    assert sum(map(len, places)) == len(set().union(*places))
    assert set(server.app._sockets) == {"/live"}, "its own tests: `live/test_live.py`"


def test_a_stranger_is_asked_who_they_are(server: Server) -> None:
    for method, path in routes(server.app.routes):
        answer = server.ask(method, address(path))
        where = answer.headers.get("location", "")
        if path in PROGRAMS:
            assert answer.status_code == 401, (method, path)
            assert answer.headers["www-authenticate"].startswith("Basic"), (method, path)
        elif path in AWAY or method == "PROPFIND":
            assert (answer.status_code, where) == (301, "/dav/"), (method, path)
        elif method == "POST":
            assert answer.status_code == 403, (method, path)
        elif path in ONESELF:
            assert (answer.status_code, where.partition("?")[0]) == (303, "/sign-in"), path
        else:
            known = (200,) if path in ANYBODY else (400, 404)
            assert answer.status_code in known, path


def test_a_form_of_a_stranger_s_own_page_opens_nobody_s_account(server: Server) -> None:
    browser = Browser(server)
    sent = [path for method, path in routes(server.app.routes) if method == "POST"]
    for path in sorted(ONESELF.intersection(sent)):
        browser.open("/sign-in")
        answer = server.run(browser.client.post(path, data=browser.form_token()))
        where = answer.headers.get("location", "").partition("?")[0]
        assert (answer.status_code, where) == (303, "/sign-in"), (path, answer.text[:200])
