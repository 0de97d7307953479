"""`paddock`, run in this process on a profile of its own; what it said and its status."""

import contextlib
import gc
import io
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from client.app.start import start
from tests.client.cli.running import Answer, Paddock

Z3 = (
    "name=Z3", "plate=AB12 CDE", "year=1997", "energies=petrol", "distance_unit=mi", "tank=51 l",
    "currency=GBP",
)  # fmt: skip


@pytest.fixture(autouse=True)
def the_process_as_it_was(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A command tunes the process it runs in; and it runs in Greenwich."""
    for name in ("LC_ALL", "LC_MONETARY", "LANG", "PADDOCK_PROFILE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TZ", "UTC")
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    thresholds, interval = gc.get_threshold(), sys.getswitchinterval()
    yield
    gc.set_threshold(*thresholds)
    sys.setswitchinterval(interval)


@pytest.fixture(scope="session")
def templates(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two profiles to copy, for it takes longer to make one: `empty` and `garage`."""
    folder = tmp_path_factory.mktemp("profiles")
    with contextlib.redirect_stdout(io.StringIO()):
        for name, *command in (("empty", "status"), ("garage", "add", "vehicle", *Z3)):
            assert start(["--profile", str(folder / name), *command]) == 0
    return folder


@pytest.fixture
def profile(tmp_path: Path, templates: Path) -> Path:
    """The folder of the data."""
    return Path(shutil.copytree(templates / "empty", tmp_path / "profile"))


@pytest.fixture
def paddock(profile: Path, capsys: pytest.CaptureFixture[str]) -> Paddock:
    """Run a command on the profile."""

    def run(*arguments: str, at: Path | None = None) -> Answer:
        capsys.readouterr()
        status = start(["--profile", str(at or profile), *arguments])
        said = capsys.readouterr()
        assert "Traceback" not in said.err
        return Answer(status, said.out, said.err)

    return run


@pytest.fixture
def garage(paddock: Paddock, profile: Path, templates: Path) -> Paddock:
    """The same, on a garage with one vehicle that runs miles and pays in pounds."""
    shutil.copytree(templates / "garage", profile, dirs_exist_ok=True)
    return paddock
