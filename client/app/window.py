"""The window's start: the garage as it was last seen at once, then the session on the real one."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QApplication

from client.app.beneath import import_beneath
from client.app.glimpse import read_glimpse
from client.app.single_instance import OnlyInstance
from client.app.view import View, Watching
from client.ui.widgets.speaking import give_roles


def run_window(folder: Path, argv: Sequence[str], watching: Watching | None = None) -> int:
    """Open the window on the profile in `folder`; gives the exit status once it is closed.

    `watching` is told of each view of the garage as it comes to the screen.
    """
    app = QApplication(list(argv))
    app.setApplicationName("Paddock")
    app.setDesktopFileName("paddock")
    give_roles()
    instance = OnlyInstance(folder)
    try:
        if not instance.claim():
            return _leave_to_other(instance, folder)
        view = show_glimpse(app, folder, watching)
        if view is not None:
            instance.raised = view.shell.come_to_front
            import_beneath(view)
        # asyncio is among what is only imported with the window on the screen.
        from client.app.loop import run_in_loop
        from client.app.session import Session

        return run_in_loop(app, Session(app, folder, instance, watching).run(view))
    finally:
        instance.release()


def show_glimpse(app: QApplication, folder: Path, watching: Watching | None = None) -> View | None:
    """Show the garage as it was last seen, until its store is open; None if that is not known."""
    glimpse = read_glimpse(folder)
    if glimpse is None:
        return None
    view = View(app, folder, glimpse.settings)
    view.show(glimpse)
    if watching is not None:
        watching(view)
    return view


def _leave_to_other(instance: OnlyInstance, folder: Path) -> int:
    if instance.ask_other():
        print(f"Paddock is open on {folder} already; its window was raised")
        return 0
    print(
        f"error: Paddock is open on {folder} already and does not answer; "
        "close it, or wait and start again",
        file=sys.stderr,
    )
    return 1
