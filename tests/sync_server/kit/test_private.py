"""What lies in the data folder is the server's own, whatever the folder's rights are."""

import logging
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from sync_server.app import create_app
from sync_server.settings import DATABASE_NAME, Settings
from tests.sync_server.people import World, stand_in
from tests.sync_server.templates import with_tables

pytestmark = pytest.mark.skipif(os.name == "nt", reason="has no such rights")


@pytest.fixture(autouse=True)
def usual_umask() -> Iterator[None]:
    """What a shell has, under which everybody may read a new file."""
    before = os.umask(0o022)
    yield
    os.umask(before)


def open_to_others(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir() if file.stat().st_mode & 0o077)


def serve(folder: Path) -> list[str]:
    """Start a server and let it write; what others may read while it runs."""
    app = create_app(Settings(folder, jobs=False))
    app.state.authenticate = stand_in
    with World(app) as world:
        device = world.person("anna")
        device.add(name="Blue one")
        assert (folder / f"{DATABASE_NAME}-wal").exists()
        return open_to_others(folder)


def test_files_are_private_in_a_folder_that_is_not(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    folder = tmp_path / "server"
    folder.mkdir(mode=0o755)
    with caplog.at_level(logging.WARNING):
        assert serve(folder) == []
    assert open_to_others(folder) == []
    assert "others may look into the data folder: chmod 700" in caplog.text


def test_what_an_older_server_left_open_is_closed(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    folder = with_tables(tmp_path / "server")
    for name in ("heads.log", "boot.new"):
        (folder / name).touch(0o644)
    assert (folder / DATABASE_NAME).stat().st_mode & 0o077
    with caplog.at_level(logging.WARNING):
        assert serve(folder) == []
    assert "others may look" not in caplog.text, "the folder is private"
