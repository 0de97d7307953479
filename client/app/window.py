"""The window's life: opened on a profile, kept until the person closes it, left tidy."""

from __future__ import annotations

import asyncio
import functools
import gc
import importlib
import sys
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from PySide6.QtCore import QByteArray, QSize, QTimer
from PySide6.QtWidgets import QApplication

from client.app.appearance import dress
from client.app.loop import run_in_loop
from client.app.opening import Opened, open_profile
from client.app.single_instance import OnlyInstance
from client.errors import ClientError
from client.ui.text import use_language

DEFAULT_SIZE = (1440, 900)


def run_window(folder: Path, argv: Sequence[str]) -> int:
    """Open the window on the profile in `folder`; gives the exit status once it is closed."""
    gc.disable()
    app = QApplication(list(argv))
    app.setApplicationName("Paddock")
    app.setDesktopFileName("paddock")
    instance = OnlyInstance(folder)
    try:
        if not instance.claim():
            return _leave_to_other(instance, folder)
        return run_in_loop(app, Session(app, folder, instance).run())
    finally:
        instance.release()


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


class Session:
    """One run of the window: opens the profile, again after a backup was restored."""

    def __init__(self, app: QApplication, folder: Path, instance: OnlyInstance) -> None:
        self._app = app
        self._folder = folder
        self._instance = instance
        self._aside = ThreadPoolExecutor(1, "paddock-opening")

    async def run(self) -> int:
        """Until the person closes the window; 0, or 1 if the profile could not be opened."""
        try:
            while True:
                opened = await self._open()
                if opened is None:
                    return 1
                backup = await self._show(opened)
                if backup is None:
                    return 0
                await self._restore(backup)
        finally:
            self._aside.shutdown()

    async def _away(self, work: Any, *arguments: Any) -> Any:
        return await asyncio.get_running_loop().run_in_executor(self._aside, work, *arguments)

    async def _open(self) -> Opened | None:
        while True:
            try:
                opened: Opened = await self._away(open_profile, self._folder)
            except ClientError as error:
                if not await self._ask(error):
                    return None
            else:
                return opened

    async def _restore(self, backup: Path) -> None:
        from client.store import restore_backup

        try:
            await self._away(restore_backup, backup, self._folder)
        except ClientError as error:
            await self._ask(error)

    async def _ask(self, error: ClientError) -> bool:
        """Say what is wrong with the profile; whether to try again."""
        from client.ui.shell.trouble import Trouble

        dress(self._app, {})
        answer: asyncio.Future[Path | bool] = asyncio.get_running_loop().create_future()
        window = Trouble(error, self._folder, answer.set_result)
        window.show()
        self._instance.raised = window.come_to_front
        try:
            chosen = await answer
        finally:
            self._instance.raised = None
            window.deleteLater()
        if isinstance(chosen, Path):
            await self._restore(chosen)
            return True
        return chosen

    async def _show(self, opened: Opened) -> Path | None:
        """The window on an open profile, until it is closed; a backup if one is to be restored."""
        from client.app.pages import PAGES
        from client.operations.settings import language_of
        from client.ui.desk import Desk
        from client.ui.routes import WELCOME, Route
        from client.ui.shell.shell import Shell

        use_language(language_of(opened.settings))
        dress(self._app, opened.settings)
        desk = Desk(opened.store, opened.settings)
        shell = Shell(desk, PAGES)
        closed: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        shell.closed.connect(functools.partial(_fulfil, closed))
        desk.settings_changed.connect(lambda: dress(self._app, desk.settings))
        place(shell, opened.settings)
        shell.show()
        shell.begin(Route(WELCOME) if opened.first else None)
        self._instance.raised = shell.come_to_front
        QTimer.singleShot(0, shell, lambda: after_showing(shell, opened))
        try:
            await closed
        finally:
            self._instance.raised = None
            desk.keep({"window": place_of(shell)})
            shell.hide()
            desk.stop()
            await self._away(desk.close)
            await self._away(opened.store.close)
            shell.deleteLater()
            desk.deleteLater()
        return shell.restoring


def _fulfil(promise: asyncio.Future[None]) -> None:
    if not promise.done():
        promise.set_result(None)


def after_showing(shell: Any, opened: Opened) -> None:
    """What can wait until the person sees the window: the check of the file, the daily backup."""
    desk, store = shell.desk, opened.store
    desk.watch()
    # Nothing was thrown away while starting, so the collector need not go through it again.
    gc.freeze()
    today = desk.today()
    desk.workers.read(shell, "pages", load_pages, None, None)
    desk.workers.read(shell, "check", store.quick_check, None, shell.tell_damage)
    desk.workers.read(shell, "backup", lambda: store.daily_backup(today), None, desk.failed.emit)


def load_pages() -> None:
    """Import what the other pages need, so that the first click on a vehicle need not wait."""
    for name in ("client.ui.vehicles.vehicle_page", "client.ui.shell.settings_page"):
        importlib.import_module(name)


def place(shell: Any, settings: Mapping[str, Any]) -> None:
    """Put the window where it was, or in the middle at its usual size if the screen has room."""
    shell.resize(QSize(*DEFAULT_SIZE).boundedTo(shell.screen().availableGeometry().size()))
    kept = settings.get("window")
    if isinstance(kept, str):
        shell.restoreGeometry(QByteArray.fromBase64(kept.encode()))


def place_of(shell: Any) -> str:
    """Where the window is, for the settings."""
    return bytes(shell.saveGeometry().toBase64().data()).decode()
