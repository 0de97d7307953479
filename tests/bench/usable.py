"""The window on a profile, in a process of its own: says when it can be used and what it takes."""

from __future__ import annotations

import sys
from pathlib import Path


def main(folder: Path) -> None:
    """As `paddock` does: open, show, begin; tell at the first picture and when all is read."""
    from client.app.start import prepare_window, settle

    settle()
    prepare_window()
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication

    from client.app.appearance import dress
    from client.app.opening import open_profile
    from client.ui.desk import Desk

    app = QApplication([])
    opened = open_profile(folder)
    from client.app.pages import PAGES
    from client.ui.shell.shell import Shell

    dress(app, opened.settings)
    desk = Desk(opened.store, opened.settings)
    shell = Shell(desk, PAGES)
    shell.resize(1440, 900)
    shell.show()
    shell.begin()

    def usable() -> None:
        shell.grab()
        print("USABLE", _kilobytes(), flush=True)
        timer.start(5)

    def filled() -> None:
        if desk.workers.idle:
            timer.stop()
            shell.grab()
            print("FILLED", _kilobytes(), flush=True)
            app.quit()

    timer = QTimer(shell)
    timer.timeout.connect(filled)
    QTimer.singleShot(0, shell, usable)
    app.exec()
    shell.close()
    desk.stop()
    desk.close()
    opened.store.close()


def _kilobytes() -> str:
    """What the process takes of the memory (Linux), in KiB."""
    lines = Path("/proc/self/status").read_text(encoding="ascii", errors="replace").splitlines()
    return next(line.split()[1] for line in lines if line.startswith("VmRSS"))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
