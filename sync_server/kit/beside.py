"""What a command or a worker tells the servers that run on its database.

Over PostgreSQL the bus's carrier takes it. Over SQLite a file in the data folder does: the server
looks each second whether it is there. As everywhere on the bus, a message may be lost: the next
round of pings repairs that.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from starlette.concurrency import run_in_threadpool

from sync_server.kit import private
from sync_server.kit.bus import Bus, Message
from sync_server.kit.carriers import Sending, until_cancelled
from sync_server.kit.turns import wait_for

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
        with _held(self._path) as file:
            # Where nobody has taken so much, whoever does so reads none of it: all may be lost.
            if file.tell() <= _MOST:
                file.write("".join(f"{letter}\n" for letter in letters).encode())

    async def run(self, outgoing: asyncio.Queue[str], came: Callable[[str], None]) -> None:
        """Carry until cancelled, to the server alone: it tells nobody by this way."""
        sending = Sending(outgoing)
        await until_cancelled(lambda: sending.each(self._leave))

    async def _leave(self, letter: str) -> None:
        await run_in_threadpool(self.tell, [letter])


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
            wait_for(file)
            text = file.read(_MOST + 1)
    except OSError:
        # Somebody else's, as of a command of another user.
        return [""]
    finally:
        with contextlib.suppress(OSError):
            taken.unlink()
    return [""] if len(text) > _MOST else text.decode("utf-8", "replace").splitlines()


@contextlib.contextmanager
def _held(path: Path) -> Iterator[BinaryIO]:
    """The file, to be written at its end; whoever takes it meanwhile waits, and reads that too."""
    while True:
        with open(path, "ab", opener=private.opener) as file:
            wait_for(file)
            # One that was taken before is read by nobody any more.
            if _is_at(file, path):
                yield file
                return


def _is_at(file: BinaryIO, path: Path) -> bool:
    with contextlib.suppress(FileNotFoundError):
        return os.path.samestat(os.fstat(file.fileno()), path.stat())
    return False
