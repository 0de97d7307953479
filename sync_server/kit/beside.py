"""Messages of commands that run beside a server over SQLite, where no database brings them.

A command appends them to a file in the data folder; the server looks each second whether it is
there. As everywhere on the bus, a message may be lost: the next round of pings repairs that.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable
from pathlib import Path

from starlette.concurrency import run_in_threadpool

from sync_server.kit import private
from sync_server.kit.bus import Bus, Message

NAME = "told.jsonl"
LOOK_SECONDS = 1.0
_MOST = 2**20


class Telling(Bus):
    """The bus of a command: what is announced on it goes to the server on the same folder."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._path = folder / NAME

    def publish(self, message: Message) -> None:
        """Leave it for the server, if there is room."""
        with contextlib.suppress(OSError), open(self._path, "ab", opener=private.opener) as file:
            file.write(f"{self.letter(message)}\n".encode())


async def listen(folder: Path, came: Callable[[str], None]) -> None:
    """Hear what commands tell, until cancelled; what was told to nobody before is forgotten."""
    path = folder / NAME
    await run_in_threadpool(_take, path)
    while True:
        await asyncio.sleep(LOOK_SECONDS)
        if _is_there(path):
            for letter in await run_in_threadpool(_take, path):
                came(letter)


def _is_there(path: Path) -> bool:
    # A folder on another machine may be away for a moment: that is no reason to hear no more.
    with contextlib.suppress(OSError):
        return path.exists()
    return False


def _take(path: Path) -> list[str]:
    """The letters that are there, once; "" for more than anybody reads."""
    taken = path.with_suffix(".taken")
    try:
        path.replace(taken)
        with taken.open("rb") as file:
            text = file.read(_MOST + 1)
        taken.unlink()
    except OSError:
        return []
    return [""] if len(text) > _MOST else text.decode("utf-8", "replace").splitlines()
