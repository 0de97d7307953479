"""What these tests share."""

from pathlib import Path

import pytest

from sync_server.settings import Settings
from tests.sync_server.places import Place


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    over_postgresql = request.param == "postgresql"
    url = request.getfixturevalue("own_postgresql") if over_postgresql else ""
    return Place(Settings(tmp_path / "server", url))
