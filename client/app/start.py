"""The start of the program: the window, or a command."""

from __future__ import annotations

import builtins
import gc
import importlib
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from client.app.profile import profile_folder

if TYPE_CHECKING:
    from client.store import Store

_VALUED = ("--profile",)


def start(arguments: Sequence[str]) -> int:
    """Run what the command line asks for; gives the exit status."""
    settle()
    profile, command = split(arguments)
    if command:
        from client.cli import run

        return run(list(arguments), _open_store, profile_folder)
    prepare_window()
    from client.app.window import run_window

    return run_window(profile_folder(profile), [sys.argv[0]])


def _open_store(named: str | None) -> Store:
    # Not needed for --help and --version, which are not to wait for SQLAlchemy.
    from client.store import Store

    return Store(profile_folder(named))


def settle() -> None:
    """Make long work gentler on what else runs in this process.

    Reading and importing make hundreds of thousands of small values that live or die together:
    the collector's default of looking every 700 costs an eighth of an import. Threads that compute
    hand over after one millisecond rather than five, so that the window is never kept waiting.
    """
    gc.set_threshold(50_000, 20, 50)
    sys.setswitchinterval(0.001)


def prepare_window() -> None:
    """Import Qt, and let Python go on importing in its own way; nothing is thrown away so soon.

    PySide6 puts an import of its own in the place of Python's, for its `from __feature__ import …`,
    which we never use: it reads the source of every module that is imported from then on, a
    quarter of the whole start. It keeps Python's own beside it.
    """

    gc.disable()
    importlib.import_module("PySide6.QtCore")
    builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)


def split(arguments: Sequence[str]) -> tuple[str | None, bool]:
    """(the profile that is named, whether anything beside it is asked for)."""
    profile = None
    rest = iter(arguments)
    for argument in rest:
        name, equals, value = argument.partition("=")
        if name not in _VALUED:
            return profile, True
        profile = value if equals else next(rest, "")
        if not profile:
            return None, True
    return profile, False
