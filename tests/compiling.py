"""SQL is compiled once for a test process, however many databases its tests open.

A program opens one database and compiles each of its statements once. The tests open thousands,
and would spend a third of their time on compiling the same statements for each.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy
from sqlalchemy import Dialect, Engine, event
from sqlalchemy.util import LRUCache

import client.store.database
import sync_server.kit.database

_MOST = 5_000
_SHARED: dict[str, tuple[Dialect, Any]] = {}
"""By driver: a dialect that has met its database, and what was compiled for it."""


def compile_once() -> None:
    """Let all engines of a driver share a dialect and what was compiled for it."""
    for module in (client.store.database, sync_server.kit.database):
        setattr(module, "create_engine", _create_engine)  # noqa: B010 - as its import names it


def _create_engine(*args: Any, **options: Any) -> Engine:
    engine = sqlalchemy.create_engine(*args, **options)
    own, driver = engine.dialect, engine.driver
    if driver in _SHARED:
        engine.dialect, engine._compiled_cache = _SHARED[driver]
        # Its own would ask the database, at its first connection, what the shared one knows.
        setattr(own, "initialize", _knows)  # noqa: B010 - a method of one object
    else:

        @event.listens_for(engine, "connect")
        def _met(*_: Any) -> None:
            _SHARED.setdefault(driver, (own, LRUCache(_MOST)))

    return engine


def _knows(_: Any) -> None:
    """Ask nothing."""
