"""Asking for a file beside the open database leaves SQLite its locks on it."""

import os
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileSystemModel

from client.operations.records import add
from client.store import Store
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
