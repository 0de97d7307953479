"""A store of its own for each test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from client.store import Store
from tests.client.store.making import Clock, open_store
from tests.new_stores import copy_new_stores


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(tmp_path: Path, clock: Clock) -> Iterator[Store]:
    """A new, empty store in `tmp_path / "profile"`."""
    with open_store(tmp_path / "profile", clock) as opened:
        yield opened


@pytest.fixture(autouse=True)
def made_anew() -> Iterator[None]:
    """Here a new store is made as the person's is."""
    copy_new_stores(False)
    yield
    copy_new_stores()
