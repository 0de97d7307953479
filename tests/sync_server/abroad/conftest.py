"""A server with somebody whose calendar is one with one abroad, on a stand-in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from sync_server.abroad.graph import Graph
from sync_server.app import create_app
from sync_server.settings import Settings
from tests.sync_server.abroad.google import Google
from tests.sync_server.abroad.microsoft import Microsoft
from tests.sync_server.abroad.sides import Connected, GoogleSide, MicrosoftSide, Side
from tests.sync_server.abroad.standing import CLIENT, SECRET, standing
from tests.sync_server.people import World, stand_in
from tests.sync_server.templates import with_tables


@pytest.fixture
def google() -> Iterator[Google]:
    """Google, on this machine."""
    made = Google()
    with standing(made):
        yield made


@pytest.fixture
def microsoft() -> Iterator[Microsoft]:
    """Microsoft, on this machine."""
    made = Microsoft()
    with standing(made):
        yield made


@pytest.fixture(params=["google", "microsoft"])
def side(request: pytest.FixtureRequest) -> Side:
    """The other side, whichever."""
    made = request.getfixturevalue(request.param)
    return GoogleSide(made) if isinstance(made, Google) else MicrosoftSide(made)


def settings_for(folder: Path, **at: str) -> Settings:
    """A server that knows stand-ins."""
    return Settings(
        with_tables(folder), jobs=False, google_client=CLIENT, google_secret=SECRET,
        microsoft_client=CLIENT, microsoft_secret=SECRET, **at,
    )  # fmt: skip


@pytest.fixture
def ann(side: Side, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Connected]:
    """Somebody with a calendar that is one with one abroad."""
    # What is tried is on fixed days, whatever day it is.
    monkeypatch.setattr(Graph, "before", timedelta(days=20_000))
    monkeypatch.setattr(Graph, "after", timedelta(days=20_000))
    app = create_app(settings_for(tmp_path / "server", **{f"{side.provider}_at": side.url}))
    app.state.authenticate = stand_in
    with World(app) as world:
        yield Connected.made(world, side)


@pytest.fixture
def on_postgresql(
    google: Google, tmp_path: Path, new_postgresql: Callable[[], str]
) -> Iterator[Connected]:
    """The same over the other database, at Google."""
    plain = settings_for(tmp_path / "server", google_at=google.url)
    app = create_app(replace(plain, url=new_postgresql()))
    app.state.authenticate = stand_in
    with World(app) as world:
        yield Connected.made(world, GoogleSide(google))
