"""Files into and out of the real window: dropped, opened, killed half-way, printed as a PDF."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests import forked
from tests.bench.writing import write_fuelio
from tests.end_to_end import dragging
from tests.end_to_end.driving import ROOT, Screen, Window, missing

LACKING = missing()
REQUIRED = os.environ.get("PADDOCK_REQUIRE_INTEROP") == "1"
ROWS = 300
MANY_ROWS = 60_000
HERBIE = (60, 240)
"""Its row in the sidebar."""
MIDDLE = (900, 500)

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        bool(LACKING) and not REQUIRED, reason=f"not installed: {', '.join(LACKING)}"
    ),
]


@pytest.fixture
def screen() -> Iterator[Screen]:
    assert not LACKING, f"not installed: {', '.join(LACKING)}"
    made = Screen()
    yield made
    made.close()


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    """The profile of somebody in Germany, who is past the first steps."""
    folder = tmp_path / "profile"
    folder.mkdir()
    told = ("region=DE", "currency=EUR", "zone=Europe/Berlin", "language=en", "name=Jonas")
    forked.run("client", ("--profile", str(folder), "settings", *told)).check_returncode()
    return folder


@pytest.fixture
def opened(screen: Screen, profile: Path) -> Iterator[Callable[..., Window]]:
    """`opened(sample=…)`: the window on the profile, as often as it is started."""
    windows: list[Window] = []

    def start(*, sample: bool = False) -> Window:
        windows.append(Window(screen, profile, sample=sample))
        return windows[-1]

    yield start
    for window in windows:
        window.close()


def log_of(folder: Path, rows: int) -> Path:
    file = folder / "fuelio.csv"
    write_fuelio(file, rows)
    return file


@contextmanager
def dragged(window: Window, screen: Screen, file: Path) -> Iterator[str]:
    """Drag a file from another program onto the middle of the window; what came of it."""
    source = subprocess.Popen(
        [sys.executable, "-m", "tests.end_to_end.dragging", str(file)],
        env=os.environ | {"DISPLAY": screen.display, "QT_QPA_PLATFORM": "xcb"},
        cwd=ROOT, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        window.wait(lambda: window.shows(dragging.TITLE), "the other program")
        window.drag((80, 30), MIDDLE, hold=0.5)
        assert source.stdout is not None
        yield source.stdout.readline().strip()
    finally:
        source.kill()
        source.communicate()


def test_a_log_that_is_dropped_from_another_program_is_imported(
    opened: Callable[..., Window], screen: Screen, tmp_path: Path
) -> None:
    window, file = opened(), log_of(tmp_path, ROWS)
    with dragged(window, screen, file) as said:
        assert said == "dropped"
        window.focus_on("Import fuelio.csv")
    window.wait(lambda: pressed(window, ROWS), "the fill-ups")
    window.wait(lambda: not window.shows("Import fuelio.csv"), "the end of the import")
    window.focus()
    window.key("ctrl+z")
    window.wait(lambda: window.records("fill_up") == [], "the undo")


def pressed(window: Window, rows: int) -> bool:
    """Press Enter, which imports once the file was looked at; whether all is there."""
    if window.shows("Import fuelio.csv"):
        window.key("Return")
    return window.total("fill_up") == rows


def test_a_window_killed_in_the_middle_of_an_import_starts_as_it_was_before(
    opened: Callable[..., Window], tmp_path: Path
) -> None:
    window, file = opened(), log_of(tmp_path, MANY_ROWS)
    window.key("ctrl+i")
    window.focus_on("Import")
    window.type(str(file))
    window.key("Return")
    window.focus_on("Import fuelio.csv")

    def under_way() -> bool:
        window.key("Return")
        return rows_landed(window.profile) > 0

    window.wait(under_way, "the first rows")
    assert window.records("fill_up") == []
    window.process.kill()
    window.process.wait(60)
    assert 0 < rows_landed(window.profile) < MANY_ROWS
    again = opened()
    again.wait(lambda: rows_landed(again.profile) == 0, "the rows to be taken back")
    assert again.records("fill_up") == []
    assert again.records("vehicle") == []


def rows_landed(profile: Path) -> int:
    """How many fill-ups are in the file, shown or not."""
    import sqlite3

    plain = sqlite3.connect(f"file:{profile.as_posix()}/paddock.sqlite?mode=ro", uri=True)
    try:
        return int(plain.execute("SELECT count(*) FROM k_fill_up").fetchone()[0])
    finally:
        plain.close()


def test_the_history_of_a_vehicle_is_saved_as_a_pdf_by_keys_alone(
    opened: Callable[..., Window], tmp_path: Path
) -> None:
    window, target = opened(sample=True), tmp_path / "herbie.pdf"
    window.wait(lambda: len(window.records("vehicle")) == 6, "the sample garage")

    def arrived() -> bool:
        window.click(*HERBIE)
        return window.title().startswith("Herbie")

    window.wait(arrived, "Herbie's page")
    window.key("ctrl+p")
    window.focus_on("Save history as PDF")
    window.key("Return")
    window.wait(lambda: len(window.ids("Save history as PDF")) == 2, "the question where")
    window.focus_newest("Save history as PDF")
    window.key("ctrl+a")
    window.type(str(target))
    window.key("Return")
    window.wait(target.exists, "the PDF")
    from PySide6.QtPdf import QPdfDocument

    document = QPdfDocument()
    assert document.load(str(target)) == QPdfDocument.Error.None_
    text = "".join(document.getAllText(page).text() for page in range(document.pageCount()))
    assert "Herbie" in text
    assert document.pageCount() > 1
    document.close()
