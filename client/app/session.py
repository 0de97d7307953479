"""One run of the window: its profile opened, kept until the person closes it, left tidy."""

from __future__ import annotations

import asyncio
import dataclasses
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QApplication

from client.app.appearance import dress
from client.app.opening import Opened, open_profile
from client.app.single_instance import OnlyInstance
from client.app.view import View, Watching
from client.errors import ClientError
from client.ui.text import _


class Session:
    """Opens the profile, and again after a backup was restored."""

    def __init__(
        self,
        app: QApplication,
        folder: Path,
        instance: OnlyInstance,
        watching: Watching | None = None,
    ) -> None:
        self._app = app
        self._folder = folder
        self._instance = instance
        self._watching = watching
        self._aside = ThreadPoolExecutor(1, "paddock-opening")
        self._kept: Path | None = None
        """The file that a restored backup took the place of, until that is told."""

    async def run(self, view: View | None = None) -> int:
        """Until the person closes the window; 0, or 1 if the profile could not be opened.

        `view` shows a glimpse of the garage already.
        """
        try:
            while True:
                opened = await self._open(view)
                if opened is None:
                    return 1
                backup = await self._show(view, opened)
                view = None
                if backup is None:
                    return 0
                if not await self._restore(backup):
                    return 1
        finally:
            self._instance.raised = None
            if view is not None:
                await self._put_away(view)
            self._aside.shutdown()

    async def _away(self, work: Any, *arguments: Any) -> Any:
        return await asyncio.get_running_loop().run_in_executor(self._aside, work, *arguments)

    async def _open(self, view: View | None) -> Opened | None:
        while True:
            try:
                opened: Opened = await self._away(open_profile, self._folder)
            except ClientError as error:
                if view is not None:
                    view.shell.hide()
                if not await self._ask(error):
                    return None
            else:
                return opened

    async def _restore(self, backup: Path) -> bool:
        """Put a backup in the garage's place; False if that failed and the person gave up."""
        from client.store import restore_backup

        try:
            self._kept = await self._away(restore_backup, backup, self._folder)
        except ClientError as error:
            return await self._ask(error)
        return True

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
            return await self._restore(chosen)
        return chosen

    async def _show(self, view: View | None, opened: Opened) -> Path | None:
        """The window on an open profile, until it is closed; a backup if one is to be restored."""
        if view is None:
            view = View(self._app, self._folder, opened.settings)
            view.show(first=opened.first)
            if self._watching is not None:
                self._watching(view)
        view.open(opened)
        kept, self._kept = self._kept, None
        if kept is not None:
            words = _("Restored. What was there before is kept in {file}.")
            view.shell.toast(words.format(file=kept.name))
        try:
            await self._until_closed(view)
            while view.outdated:
                view = await self._in_new_words(view, opened)
                await self._until_closed(view)
        finally:
            await self._put_away(view)
        return view.shell.restoring

    async def _until_closed(self, view: View) -> None:
        self._instance.raised = view.shell.come_to_front
        try:
            await _called(view.when_closed)
        finally:
            self._instance.raised = None

    async def _in_new_words(self, before: View, opened: Opened) -> View:
        """The window made again in the person's language, in the place of the one before."""
        before.stop(in_sight=True)
        await self._away(before.let_go)
        closed = not before.shell.isVisible()
        view = View(self._app, self._folder, before.desk.settings)
        view.follow(before)
        if self._watching is not None:
            self._watching(view)
        view.open(dataclasses.replace(opened, settings=before.desk.settings, first=False))
        if closed:
            view.shell.close()
        await _called(view.when_painted)
        before.delete()
        return view

    async def _put_away(self, view: View) -> None:
        view.stop()
        await self._away(view.close)
        view.delete()
        # The widgets go here, on the GUI thread, and not when some thread collects what is left.
        await asyncio.sleep(0)


async def _called(call_when: Callable[[Callable[[], None]], None]) -> None:
    """Wait for what `call_when` tells by calling back."""
    told: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def tell() -> None:
        if not told.done():
            told.set_result(None)

    call_when(tell)
    await told
