"""The window on a profile, in a process of its own: says when it can be used and what it takes."""

from __future__ import annotations

import sys
from pathlib import Path


def main(folder: Path) -> int:
    """As `paddock` does, until all is read; tells of the first whole picture, and of the last."""
    from client.app.start import prepare_window, settle

    settle()
    prepare_window()
    from client.app.window import run_window

    return run_window(folder, ["paddock"], watch)


def watch(view) -> None:  # type: ignore[no-untyped-def]  # its type would be imported too early
    """Tell when the view was painted with its cards, and when the garage itself was read.

    Then, once nothing is left to be done (the check of the file, the backup), what it takes.
    """
    from PySide6.QtCore import QTimer

    from client.ui.routes import GARAGE

    shell, desk = view.shell, view.desk
    # As large as the bare window, whatever the screen of the platform without one.
    shell.resize(1440, 900)

    def painted() -> None:
        if shell.page is None or not shell.page.grid.cards:
            # Without a glimpse the first picture says nothing yet.
            view.when_painted(painted)
            return
        print("USABLE", _kilobytes(), flush=True)

    def filled() -> None:
        shell.grab()
        print("FILLED", _kilobytes(), flush=True)
        timer.start(5)

    def made(name: str, page) -> None:  # type: ignore[no-untyped-def]
        if name == GARAGE:
            page.refreshed.connect(filled)

    def settled() -> None:
        if desk.is_open and desk.workers.idle:
            timer.stop()
            print("SETTLED", _kilobytes(), flush=True)
            shell.close()

    timer = QTimer(shell)
    timer.timeout.connect(settled)
    shell.stack.made.connect(made)
    view.when_painted(painted)


def _kilobytes() -> str:
    """What the process takes of the memory (Linux), in KiB."""
    lines = Path("/proc/self/status").read_text(encoding="ascii", errors="replace").splitlines()
    return next(line.split()[1] for line in lines if line.startswith("VmRSS"))


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
