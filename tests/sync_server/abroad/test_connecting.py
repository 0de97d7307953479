"""Connecting an account on the server's pages: there and back, choosing, and ending it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from sqlalchemy import select

from sync_server.abroad.connections import JOB
from sync_server.abroad.sealing import NAME, Seal, Sealed
from sync_server.abroad.tables import CONNECTION, PAIR
from sync_server.accounts import service as accounts
from sync_server.app import create_app
from sync_server.kit import clock
from sync_server.kit.working import Worker
from sync_server.records.epoch import Boots
from sync_server.settings import Settings
from sync_server.spaces.service import make_home
from tests.sync_server.abroad.conftest import settings_for
from tests.sync_server.abroad.google import Google
from tests.sync_server.templates import with_tables
from tests.sync_server.visiting import Browser, Server, serving

PAGE = "/connected-calendars"


@pytest.fixture
def server(google: Google, tmp_path: Path) -> Iterator[Server]:
    with serving(settings_for(tmp_path / "server", google_at=google.url)) as made:
        boots = Boots(made.settings.data)
        made.write(lambda c: boots.open(c, clock.now()))
        yield made


@pytest.fixture
def anna(server: Server) -> Browser:
    """Somebody with a garage, signed in with a browser."""
    person = server.person()
    home = "01900000-0000-7000-8000-000000000001"
    server.write(lambda c: accounts.set_home(c, person, home))
    server.write(lambda c: make_home(c, person, home, "Anna's garage", clock.now()))
    browser = Browser(server)
    browser.sign_in()
    return browser


def rows(server: Server, table: Any) -> list[Any]:
    return server.read(lambda c: list(c.execute(select(table)).all()))


def way_there(browser: Browser) -> str:
    """Where the browser is sent when somebody connects Google."""
    browser.open(PAGE)
    answer = browser.send(f"{PAGE}/connect")
    assert answer.status_code == 303
    return answer.headers["location"]


def connected(browser: Browser, google: Google) -> None:
    said = google.approve(way_there(browser))
    page = browser.open(f"{PAGE}/callback?{urlencode(said)}")
    assert "Connected. Choose which calendars belong together." in page.text


def turn(server: Server) -> None:
    worker = Worker(server.database, {JOB: server.app.state.syncing.refresh})
    server.run(worker.drain())


def test_an_account_is_connected_and_its_calendar_comes_in(
    server: Server, anna: Browser, google: Google
) -> None:
    google.calendars["ann@example.com"].put({
        "id": "meeting1", "status": "confirmed", "summary": "Meeting",
        "start": {"date": "2026-03-02"}, "end": {"date": "2026-03-03"},
    })  # fmt: skip
    connected(anna, google)
    assert "ann@example.com" in anna.page.text
    assert "Club (only read)" in anna.page.text
    page = anna.send(f"{PAGE}/pair", theirs="ann@example.com", ours="", direction="both")
    assert "brought together now" in page.text
    turn(server)
    page = anna.open(PAGE)
    assert "last brought together" in page.text
    assert "⇄ Ann" in page.text


def test_the_way_there_says_what_is_asked_for(server: Server, anna: Browser) -> None:
    way = way_there(anna)
    for said in ("access_type=offline", "prompt=consent", "code_challenge_method=S256", "state="):
        assert said in way
    assert (
        "form-action 'self' http://127.0.0.1" in anna.open(PAGE).headers["content-security-policy"]
    )


def test_tokens_are_kept_sealed(server: Server, anna: Browser, google: Google) -> None:
    connected(anna, google)
    (row,) = rows(server, CONNECTION)
    (refresh,) = google.refresh_tokens
    kept = (server.settings.data / "paddock-server.sqlite").read_bytes()
    assert refresh.encode() not in kept
    assert refresh not in str(row)
    seal = Seal.of(server.settings.data)
    assert seal.open(row.refresh, row.id) == refresh
    with pytest.raises(Sealed):
        seal.open(row.refresh, "another connection")
    assert (server.settings.data / NAME).stat().st_mode & 0o777 == 0o600


def test_a_code_comes_back_once_and_to_who_asked(
    server: Server, anna: Browser, google: Google
) -> None:
    said = urlencode(google.approve(way_there(anna)))
    server.person("bert@example.org")
    bert = Browser(server)
    bert.sign_in("bert@example.org")
    assert "was not asked for" in bert.open(f"{PAGE}/callback?{said}").text
    assert "was not asked for" in anna.open(f"{PAGE}/callback?{said}").text
    assert "was not asked for" in anna.open(f"{PAGE}/callback?code=x&state=y").text
    assert rows(server, CONNECTION) == []


def test_who_says_no_there_is_told_what_to_do(
    server: Server, anna: Browser, google: Google
) -> None:
    state = google.approve(way_there(anna))["state"]
    page = anna.open(f"{PAGE}/callback?error=access_denied&state={state}")
    assert "The access was not given" in page.text
    said = {**google.approve(way_there(anna)), "code": "wrong"}
    assert "The access was not given" in anna.open(f"{PAGE}/callback?{urlencode(said)}").text
    assert rows(server, CONNECTION) == []


def test_disconnecting_gives_the_access_back_and_forgets_it(
    server: Server, anna: Browser, google: Google
) -> None:
    connected(anna, google)
    anna.send(f"{PAGE}/pair", theirs="ann@example.com", ours="", direction="both")
    page = anna.send(f"{PAGE}/disconnect")
    assert "The events stay on both sides" in page.text
    assert google.refresh_tokens == set()
    assert rows(server, CONNECTION) == rows(server, PAIR) == []
    turn(server)


def test_a_calendar_has_one_mate(server: Server, anna: Browser, google: Google) -> None:
    connected(anna, google)
    anna.send(f"{PAGE}/pair", theirs="ann@example.com", ours="", direction="both")
    (pair,) = rows(server, PAIR)
    anna.open(PAGE)
    page = anna.send(f"{PAGE}/pair", theirs="ann@example.com", ours="", direction="both")
    assert "already" in page.text
    anna.open(PAGE)
    page = anna.send(f"{PAGE}/pair", theirs="club", ours=f"{pair.space}/{pair.calendar}")
    assert "already" in page.text
    anna.open(PAGE)
    anna.send(f"{PAGE}/pair", theirs="club", ours="", direction="both")
    assert {each.direction for each in rows(server, PAIR)} == {"both", "in"}
    anna.open(PAGE)
    assert "two calendars again" in anna.send(f"{PAGE}/unpair").text
    assert len(rows(server, PAIR)) == 1


def test_nobody_reaches_anothers(server: Server, anna: Browser, google: Google) -> None:
    connected(anna, google)
    anna.send(f"{PAGE}/pair", theirs="ann@example.com", ours="", direction="both")
    (row,), (pair,) = rows(server, CONNECTION), rows(server, PAIR)
    person = server.person("bert@example.org")
    bert = Browser(server)
    bert.sign_in("bert@example.org")
    other = bert.open(PAGE)
    assert "ann@example.com" not in other.text
    for action, fields in (
        ("disconnect", {"connection": row.id}), ("look", {"connection": row.id}),
        ("unpair", {"pair": pair.id}), ("emptied", {"pair": pair.id}),
        ("pair", {"connection": row.id, "theirs": "club"}),
        ("connect", {"provider": "google", "connection": row.id}),
    ):  # fmt: skip
        bert.open(PAGE)
        token = bert.form_token()
        answer = server.run(bert.client.post(f"{PAGE}/{action}", data={**token, **fields}))
        assert answer.status_code == 404, action
    assert len(rows(server, CONNECTION)) == 1
    tokens = server.paired(person)
    headers = {"Authorization": f"Bearer {tokens['access_token']}"}
    assert server.ask("GET", "/calendars/connected", headers=headers).json()["connections"] == []
    there = server.ask("POST", f"/calendars/connected/{row.id}/sync", headers=headers)
    assert there.status_code == 404


def test_a_server_without_providers_says_so(tmp_path: Path) -> None:
    with serving(Settings(with_tables(tmp_path / "plain"))) as plain:
        plain.person()
        browser = Browser(plain)
        browser.sign_in()
        assert "has not set up Google or Microsoft" in browser.open(PAGE).text


@pytest.mark.parametrize("address", ["https://127.0.0.1:1", "http://a.example", "http://10.0.0.1"])
def test_a_stand_in_is_on_this_machine_alone(tmp_path: Path, address: str) -> None:
    with pytest.raises(ValueError, match="stand-in"):
        create_app(settings_for(tmp_path / "server", google_at=address))
