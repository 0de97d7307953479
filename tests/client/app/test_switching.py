"""What the system may switch under a window that is open: its screen, its colours, its scripts."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from client.app.pages import PAGES
from client.operations.records import add
from client.store import Store
from client.ui.desk import Desk
from client.ui.routes import GARAGE, VEHICLE, Route
from client.ui.shell.shell import Shell
from client.ui.theme import Scheme, apply, theme
from garage.records import kind_named
from tests.client.app.looking import clipped, cut_off, shown
from tests.client.ui.waiting import settle

ROOT = Path(__file__).resolve().parents[3]
HABITS = {"name": "Jonas", "region": "IE", "zone": "UTC", "language": "en"}
NAMES = (
    "愛車 スープラ", "سيارة العائلة", "Бабушкина «Волга»", "🚗💨 Zoë's 🏁", "รถกระบะ", "גולף",
    "ᚠᚢᚦᚨᚱᚲ 𓀀 \U0010ffff", "मारुति",
)  # fmt: skip


def test_the_window_moves_to_an_enlarged_screen_and_back_sharp_and_whole(tmp_path):
    screens = [
        {"name": "plain", "x": 0, "y": 0, "width": 1920, "height": 1080, "logicalDpi": 96},
        {"name": "fine", "x": 1920, "y": 0, "width": 3840, "height": 2160, "logicalDpi": 192},
    ]
    told = {"logicalBaseDpi": 96, "dpr": 1}
    config = tmp_path / "screens.json"
    config.write_text(json.dumps({"screens": [screen | told for screen in screens]}))
    done = subprocess.run(
        [sys.executable, "-m", "tests.client.app.screens"],
        env=os.environ
        | {"QT_QPA_PLATFORM": f"offscreen:configfile={config}", "PYTHONPATH": str(ROOT)},
        cwd=ROOT, capture_output=True, text=True,
    )  # fmt: skip
    lines = [line for line in done.stdout.splitlines() if not line.startswith("tour:")]
    assert done.returncode == 0, done.stdout + done.stderr
    assert lines == ["first: 1 on plain", "second: 2 on fine", "back: 1 on plain"]
    assert "QPainter" not in done.stderr


@pytest.fixture
def shell(tmp_path, qapp, qtbot):
    """The window on a garage whose vehicles are named in many scripts."""
    apply(qapp, Scheme.LIGHT)
    with Store(tmp_path / "profile") as store:
        for name in NAMES:
            values = {"name": name, "plate": name[:12], "make": name, "model": name}
            add(store, kind_named("vehicle"), values)
        desk = Desk(store, HABITS)
        made = Shell(desk, PAGES)
        qtbot.addWidget(made)
        made.resize(1440, 900)
        made.show()
        made.begin()
        settle(qtbot, desk)
        yield made
        desk.stop()
        desk.close()


def test_names_in_scripts_that_the_font_lacks_are_shown_and_break_nothing(shell, qtbot):
    desk = shell.desk
    seen = set()
    for vehicle in shell.sidebar.contents.vehicles:
        desk.go(Route(VEHICLE, vehicle.id))
        settle(qtbot, desk)
        assert shell.header.title.text() == vehicle.name
        seen.add(vehicle.name)
        assert ink(shell.header.title), vehicle.name
        assert cut_short(shell) == []
    assert seen == set(NAMES)
    desk.go(Route(GARAGE))
    settle(qtbot, desk)
    assert cut_short(shell) == []
    assert shell.width() == 1440


def cut_short(shell: Shell) -> list[str]:
    """What of its words does not fit where it is."""
    there = list(shown(shell))
    return [*clipped(shell, there), *cut_off(shell, there)]


def ink(widget: QWidget) -> int:
    """How many pixels of a widget differ from its corner: letters, or boxes in their place."""
    image = widget.grab().toImage()
    ground = image.pixel(image.width() - 1, 0)
    return sum(
        image.pixel(x, y) != ground for x in range(image.width()) for y in range(image.height())
    )


def test_the_systems_dark_colours_are_taken_over_by_the_open_window(shell, qapp, qtbot):
    theme().follow_system(qapp)
    light = middle(shell)
    qapp.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert theme().scheme is Scheme.DARK
    assert middle(shell).lightness() < 60 < light.lightness()
    qapp.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Light)
    assert middle(shell) == light
    theme().stop_following(qapp)
    qapp.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert middle(shell) == light


def middle(shell):
    """The colour of the page where nothing stands."""
    return shell.grab().toImage().pixelColor(shell.width() - 6, shell.height() - 6)
