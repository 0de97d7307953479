"""A store of its own for each test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from client.store import Store
from tests.client.store.making import Clock, open_store


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(tmp_path: Path, clock: Clock) -> Iterator[Store]:
    """A new, empty store in `tmp_path / "profile"`."""
    with open_store(tmp_path / "profile", clock) as opened:
        yield opened
