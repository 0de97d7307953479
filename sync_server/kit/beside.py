"""What a command tells the servers that run on its database.

Over PostgreSQL the bus's carrier takes it. Over SQLite a file in the data folder does: the server
looks each second whether it is there. As everywhere on the bus, a message may be lost: the next
round of pings repairs that.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Callable, Sequence
from pathlib import Path

from starlette.concurrency import run_in_threadpool

from sync_server.kit import private
from sync_server.kit.bus import Bus, Message

NAME = "told.jsonl"
LOOK_SECONDS = 1.0
_MOST = 2**20
log = logging.getLogger("paddock.server")


class Telling(Bus):
    """The bus of a command: keeps what is announced until `tell` takes all of it, once."""

    def __init__(self, tell: Callable[[Sequence[str]], None]) -> None:
        super().__init__()
        self._tell = tell
        self._letters: list[str] = []

    def publish(self, message: Message) -> None:
        """Keep it for when the command is done."""
        self._letters.append(self.letter(message))

    def tell_all(self) -> None:
        """Let it go; what fails is logged, for what was written stays written."""
        letters, self._letters = self._letters, []
        if not letters:
            return
        try:
            self._tell(letters)
        except Exception as error:
            log.warning("running servers hear of it later: %s", type(error).__name__)


class Folder:
    """The data folder of a server over SQLite, as a way to it."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / NAME

    def tell(self, letters: Sequence[str]) -> None:
        """Leave letters for the server; raises OSError where there is no room."""
        with open(self._path, "ab", opener=private.opener) as file:
            file.write("".join(f"{letter}\n" for letter in letters).encode())


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
    """The letters that are there, once; "" for more than anybody reads, and for what none can."""
    taken = path.with_suffix(".taken")
    try:
        path.replace(taken)
    except OSError:
        return []
    try:
        with taken.open("rb") as file:
            text = file.read(_MOST + 1)
    except OSError:
        # Somebody else's, as of a command of another user.
        return [""]
    finally:
        with contextlib.suppress(OSError):
            taken.unlink()
    return [""] if len(text) > _MOST else text.decode("utf-8", "replace").splitlines()
