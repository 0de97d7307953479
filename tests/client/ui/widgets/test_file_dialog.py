"""Asking for a file: the database keeps its locks, and the buttons are seen in every scheme."""

import os
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QFileSystemModel, QToolButton

from client.operations.records import add
from client.store import Store
from client.ui.theme import Scheme, apply, colour
from client.ui.widgets.file_dialog import FileDialog
from garage.records import kind_named


def locks_on(folder):
    """The files in a folder on which this process holds a lock, as Linux tells."""
    names = {path.stat().st_ino: path.name for path in folder.iterdir()}
    held = [line.split() for line in Path("/proc/locks").read_text().splitlines()]
    return {
        names[inode]
        for line in held
        if line[4] == str(os.getpid()) and (inode := int(line[5].split(":")[2])) in names
    }


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells who holds which lock")
def test_a_dialog_in_the_profiles_folder_takes_no_lock_away(qtbot, tmp_path):
    (tmp_path / "log without a suffix").write_text("date;km\n")
    with Store(tmp_path) as store:
        add(store, kind_named("vehicle"), {"name": "Octavia"})
        before = locks_on(tmp_path)
        assert before == {"paddock.sqlite", "paddock.sqlite-shm"}
        dialog = FileDialog(None, "Import")
        dialog.setDirectory(str(tmp_path))
        dialog.show()
        (model,) = dialog.findChildren(QFileSystemModel)
        root = model.index(str(tmp_path))
        qtbot.waitUntil(lambda: model.rowCount(root) >= 4)

        def kinds():
            rows = [model.index(row, 2, root) for row in range(model.rowCount(root))]
            return [model.data(row) for row in rows]

        qtbot.waitUntil(lambda: "SQLITE" in kinds())
        assert locks_on(tmp_path) == before
        dialog.close()


def lightness(button):
    """How light the icon of a button is drawn, where it covers most of what is behind."""
    picture = button.icon().pixmap(16, 16).toImage()
    places = [(x, y) for x in range(picture.width()) for y in range(picture.height())]
    drawn = [picture.pixelColor(*place) for place in places]
    return max(drawn, key=QColor.alpha).lightness()


def test_its_arrows_are_drawn_in_the_colour_of_text_also_once_it_is_dark(qapp, qtbot):
    apply(qapp, Scheme.LIGHT)
    dialog = FileDialog(None, "Import")
    qtbot.addWidget(dialog)
    dialog.show()
    names = ("backButton", "forwardButton", "toParentButton", "listModeButton", "detailModeButton")
    buttons = [dialog.findChild(QToolButton, name) for name in names]
    for scheme in (Scheme.LIGHT, Scheme.DARK, Scheme.LIGHT):
        apply(qapp, scheme)
        wanted = pytest.approx(colour("text").lightness(), abs=3)
        assert [lightness(button) for button in buttons] == [wanted] * len(buttons)
    dialog.close()
